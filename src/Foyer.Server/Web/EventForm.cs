using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Server.Web;

/// <summary>The form of an event, which sends all its fields: an empty one is meant to be empty, an unticked box to be no.</summary>
public static class EventForm
{
    /// <summary>What people see of an event and may be told of when it changes.</summary>
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

    // What must be there is blank when it is empty, what may be absent is absent.
    private static string? Empty(string name) => name is "title" or "description" or "date" ? "" : null;
}
