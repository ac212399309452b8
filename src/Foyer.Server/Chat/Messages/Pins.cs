using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Messages that a room holds up for everybody. A pin is about the room, so the message takes no version.</summary>
public sealed class Pins(Database database, ActionLimiter limiter, MessageStore messages)
{
    private const int Most = 50;

    private static readonly Refusal TooMany = Refusal.Conflict("too_many_pins", $"A room holds at most {Most} pins.");

    public Task<Outcome<Message>> PinAsync(Caller caller, long id, CancellationToken cancel) =>
        ChangeAsync<Message>(
            caller,
            id,
            (write, message) =>
            {
                if (write.Any("select 1 from pins where message_id = @id", new { id }))
                    return message;
                if (write.One<long>("select count(*) from pins where chat_id = @Chat", new { message.Chat }) >= Most)
                    return TooMany;
                write.Execute(
                    "insert into pins (message_id, chat_id, by_id, created_at) values (@id, @Chat, @User, @Now)",
                    new
                    {
                        id,
                        message.Chat,
                        caller.User,
                        write.Now,
                    }
                );
                return message;
            },
            cancel
        );

    public Task<Outcome<Done>> UnpinAsync(Caller caller, long id, CancellationToken cancel) =>
        ChangeAsync<Done>(
            caller,
            id,
            (write, _) =>
            {
                write.Execute("delete from pins where message_id = @id", new { id });
                return new Done();
            },
            cancel
        );

    /// <summary>The room's pins, the latest first.</summary>
    public Task<Outcome<List<Message>>> ListAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync<Outcome<List<Message>>>(
            db =>
                RoomReads.Find(db, chat, caller.User) is null
                    ? Refusal.NotFound
                    : messages.List(
                        db,
                        "join pins p on p.message_id = m.id where p.chat_id = @chat order by p.created_at desc, m.id desc",
                        new { chat }
                    ),
            cancel
        );

    private Task<Outcome<T>> ChangeAsync<T>(
        Caller caller,
        long id,
        Func<Write, Message, Outcome<T>> change,
        CancellationToken cancel
    ) =>
        limiter.WriteAsync(
            caller,
            write =>
                messages.FindWritable(write, caller, id).Refused(out var refusal, out var message)
                    ? refusal
                    : change(write, message),
            cancel
        );
}
