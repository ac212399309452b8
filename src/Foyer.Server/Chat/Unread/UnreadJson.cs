using Foyer.Server.Chat.Messages;
using Foyer.Server.Live;

namespace Foyer.Server.Chat.Unread;

/// <summary>The live frames about what is unread.</summary>
public static class UnreadJson
{
    public static Frame ToReadFrame(UnreadState now, DateTimeOffset at) =>
        Frames.Event(
            "read",
            at,
            json =>
            {
                json.WriteNumber("chat"u8, now.Chat);
                json.WriteNumber("message"u8, now.ReadTo);
                json.WriteNumber("unread"u8, now.Messages);
                json.WriteNumber("mentions"u8, now.Mentions);
            }
        );

    /// <param name="own">True for the author of the last message.</param>
    public static Frame ToUnreadFrame(UnreadState now, Message? last, bool own, DateTimeOffset at) =>
        Frames.Event(
            "unread",
            at,
            json =>
            {
                json.WriteNumber("chat"u8, now.Chat);
                json.WriteNumber("version"u8, now.Version);
                json.WriteNumber("unread"u8, now.Messages);
                json.WriteNumber("mentions"u8, now.Mentions);
                json.WritePropertyName("last_message"u8);
                if (last is null)
                    json.WriteNullValue();
                else
                    MessageJson.Write(json, last, own);
            }
        );
}
