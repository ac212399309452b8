using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Records which direct messages have not reached a client of their recipient. A message has reached one when the client
/// acknowledged it, fetched it with the history, or moved the read marker to or past it.
/// </summary>
public sealed class DeliveryReceipts(Database database, Writer writer, MessageStore messages)
{
    /// <summary>Direct messages that still wait for the person, the oldest first.</summary>
    public Task<List<Message>> ListWaitingAsync(Caller caller, long after, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                messages.List(
                    db,
                    """
                    where m.id in (
                        select message_id from undelivered where user_id = @User and message_id > @after order by message_id limit @limit
                    ) order by m.id
                    """,
                    new
                    {
                        caller.User,
                        after,
                        limit,
                    }
                ),
            cancel
        );

    public Task<long> CountAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(
            db => db.One<long>("select count(*) from undelivered where user_id = @User", new { caller.User }),
            cancel
        );

    /// <summary>The client has the message and will show it. Once is enough; a second time changes nothing.</summary>
    public Task<Outcome<Done>> ConfirmAsync(Caller caller, long message, CancellationToken cancel) =>
        ConfirmAsync(caller, [message], cancel);

    public Task<Outcome<Done>> ConfirmAsync(
        Caller caller,
        IReadOnlyCollection<long> confirmed,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<Done>(
            write =>
            {
                write.Execute(
                    $"delete from undelivered where user_id = @User and message_id in {write.Database.Listed("bigint")}",
                    new { caller.User, rows = Database.Values(confirmed) }
                );
                return new Done();
            },
            cancel
        );

    /// <summary>History counts as delivery. Looks before it writes, and does not keep the reader waiting.</summary>
    internal void ConfirmFetched(Queries db, Caller caller, IReadOnlyCollection<Message> fetched)
    {
        if (fetched.Count == 0)
            return;
        var (first, last) = (fetched.Min(message => message.Id), fetched.Max(message => message.Id));
        var between = db.List<long>(
            "select message_id from undelivered where user_id = @User and message_id between @first and @last",
            new
            {
                caller.User,
                first,
                last,
            }
        );
        List<long> waiting = [.. between.Intersect(fetched.Select(message => message.Id))];
        if (waiting.Count > 0)
            _ = ConfirmAsync(caller, waiting, CancellationToken.None);
    }

    /// <summary>A step: these messages wait from here on for the persons named.</summary>
    internal static void AddWaiting(Write write, IReadOnlyCollection<(long Message, long User)> waiting)
    {
        var rows = JsonSerializer.Serialize(waiting.Select(one => new { message = one.Message, person = one.User }));
        write.Execute(
            $"""
            insert into undelivered (message_id, user_id)
            select r.message, r.person from {write.Database.Rows(("message", "bigint"), ("person", "bigint"))} r
            """,
            new { rows }
        );
    }

    /// <summary>A step: the person has read that far.</summary>
    internal static void ConfirmUpTo(Write write, long chat, long user, long message) =>
        write.Execute(
            """
            delete from undelivered where user_id = @user and message_id <= @message
            and message_id in (select id from messages where chat_id = @chat)
            """,
            new
            {
                chat,
                user,
                message,
            }
        );

    /// <summary>A step: what is deleted needs no delivery.</summary>
    internal static void Remove(Write write, long message) =>
        write.Execute("delete from undelivered where message_id = @message", new { message });
}
