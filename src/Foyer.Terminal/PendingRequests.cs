using System.Text.Json;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>Requests in progress; each has a callback for its response.</summary>
internal sealed class PendingRequests(ServerLink link)
{
    private readonly Dictionary<long, Func<JsonElement, Task>> waiting = [];
    private long last;

    public async Task AskAsync(string request, Dictionary<string, object?> fields, Func<JsonElement, Task> then)
    {
        var number = ++last;
        waiting[number] = then;
        var asked = new Dictionary<string, object?>(fields) { ["request"] = request, ["ref"] = number };
        if (!await link.SendAsync(EnvelopeType.System, asked) && waiting.Remove(number))
            await then(default);
    }

    /// <summary>Returns true when the envelope was the response to one of them.</summary>
    public async Task<bool> TakeAsync(JsonElement system)
    {
        if (system.Number("ref") is not { } number || !waiting.Remove(number, out var then))
            return false;
        await then(system);
        return true;
    }

    /// <summary>Returns why a request was refused, as a sentence safe to print; null when it succeeded.</summary>
    public static string? Refusal(JsonElement answer) =>
        answer.Number("status") switch
        {
            >= 200 and < 300 => null,
            null => "The connection was lost before the server answered.",
            _ => string.Join(' ', answer.Member("body").Errors()),
        };

    /// <summary>Calls every callback without a status, since the connection was lost and no response will arrive.</summary>
    public async Task GiveUpAsync()
    {
        var askers = waiting.Values.ToList();
        waiting.Clear();
        foreach (var then in askers)
            await then(default);
    }
}
