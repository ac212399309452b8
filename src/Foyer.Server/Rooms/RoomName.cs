using System.Text;
using Foyer.Protocol;
using Foyer.Server.Settings;

namespace Foyer.Server.Rooms;

/// <summary>Names of rooms: one line of 1–64 characters, or an integer, which is a name and never an id (S003-07).</summary>
public static class RoomName
{
    /// <summary>What makes two public names the same: case does not matter, nor how accents are composed.</summary>
    public static string Key(string name) => name.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    public static string Read(Fields fields, LimitSettings limits)
    {
        var word = fields.Word("name");
        if (word is null)
            return fields.IsWrong("name") ? "" : fields.Text("name", limits.RoomName);
        if (TextRules.Check(word.TrimStart(), limits.RoomName, 1, lines: false, out var name) is { } error)
            fields.Refuse("name", error.Detail, error.Code);
        return name.Normalize(NormalizationForm.FormC);
    }
}
