using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Writes system messages: one whenever a user joins or leaves a room, and others with a text of their own.</summary>
public sealed class SystemMessages(MessageBroadcasts broadcasts)
{
    /// <summary>Tells that a person has joined; everything up to here counts as read to them.</summary>
    public void AddJoined(Write write, long chat, long user) =>
        MembershipStore.ReadTo(write, chat, user, Add(write, chat, MessageKind.Joined, user, ""));

    public void AddLeft(Write write, long chat, long user) => Add(write, chat, MessageKind.Left, user, "");

    /// <summary>Words of the house itself. Answers the message's id.</summary>
    public long AddText(Write write, long chat, string text, long? replyTo = null) =>
        Add(write, chat, MessageKind.System, null, text, replyTo);

    private long Add(Write write, long chat, MessageKind kind, long? user, string text, long? replyTo = null)
    {
        var id = write.One<long>(
            """
            insert into messages (chat_id, version, talk, kind, user_id, text, reply_to, created_at)
            select id, @version, talk, @kind, @user, @text, @replyTo, @Now from chats where id = @chat returning id
            """,
            new
            {
                chat,
                version = RoomStore.NextVersion(write, chat),
                kind = kind.ToText(),
                user,
                text,
                replyTo,
                write.Now,
            }
        );
        broadcasts.Publish(write, id);
        return id;
    }
}
