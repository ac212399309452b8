using System.Text;
using Foyer.Protocol;
using Foyer.Server.Settings;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Names of rooms: one line of 1–64 characters, or an integer, which is a name and never an id.</summary>
public static class RoomName
{
    public static string Parse(Fields fields, LimitSettings limits)
    {
        var word = fields.Word("name");
        if (word is null)
            return fields.IsWrong("name") ? "" : fields.Title("name", limits.RoomName);
        if (TextRules.Check(word.TrimStart(), limits.RoomName, 1, lines: false, out var name) is { } error)
            fields.Refuse("name", error.Detail, error.Code);
        else if (TextRules.HasDirections(name))
            fields.Refuse("name", "Characters that change the direction of the text are not allowed here.");
        return name.Normalize(NormalizationForm.FormC);
    }
}
