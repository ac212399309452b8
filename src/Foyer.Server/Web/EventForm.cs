using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Server.Web;

/// <summary>The form of an event, which sends all its fields: an empty field means empty, an unticked box means no.</summary>
public static class EventForm
{
    /// <summary>The visible values of an event, whose changes may be announced.</summary>
    public static readonly IReadOnlyList<string> Values =
    [
        "title",
        "description",
        "date",
        "time",
        "time_zone",
        "duration_minutes",
        "location",
        "maximum_attendees",
        "price",
    ];

    private static readonly string[] Names = [.. Values, "visibility", "sequence", "invitees"];

    public static Fields Read(HttpRequest request)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["room"] = request.Form.ContainsKey("room"),
        };
        foreach (var name in Names)
            if (request.Form.TryGetValue(name, out var value))
                values[name] = value.ToString() is { Length: > 0 } text ? text.ReplaceLineEndings("\n") : Empty(name);
        return Fields.Of(JsonSerializer.SerializeToElement(values));
    }

    // Required fields are blank when empty, optional ones null.
    private static string? Empty(string name) => name is "title" or "description" or "date" ? "" : null;
}
