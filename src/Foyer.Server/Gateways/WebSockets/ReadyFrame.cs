using System.Text.Json;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.People;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>Builds the event <c>ready</c>: the user, the limits, and the users they have blocked.</summary>
public sealed class ReadyFrame(Database database, FoyerSettings settings, TimeProvider time)
{
    private const int ProtocolVersion = 1;

    /// <summary>Called before the connection is added to its shard, which must not wait for the database.</summary>
    public async Task<Frame> SendAsync(Caller caller, CancellationToken cancel)
    {
        var blocked = await database.ReadAsync(db => Blocks.ListBlockedBy(db, caller.User), cancel);
        return Frames.Event(
            "ready",
            time.GetUtcNow(),
            json =>
            {
                json.WritePropertyName("user"u8);
                new PublicUser(caller.User, caller.Username, caller.Avatar).Write(json);
                json.WriteNumber("protocol"u8, ProtocolVersion);
                WriteLimits(json, settings.Limits);
                json.WriteStartArray("blocked"u8);
                foreach (var id in blocked)
                    json.WriteNumberValue(id);
                json.WriteEndArray();
            }
        );
    }

    private static void WriteLimits(Utf8JsonWriter json, LimitSettings limits)
    {
        json.WriteStartObject("limits"u8);
        json.WriteNumber("message"u8, limits.Message);
        json.WriteNumber("subject"u8, limits.Subject);
        json.WriteNumber("frame"u8, limits.Frame.Bytes);
        json.WriteNumber("replay"u8, limits.Replay);
        json.WriteNumber("typing_seconds"u8, limits.TypingSeconds);
        json.WriteNumber("upload"u8, limits.Upload.Bytes);
        json.WriteEndObject();
    }
}
