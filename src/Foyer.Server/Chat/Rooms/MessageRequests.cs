using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>
/// Conversations that strangers began: neither friends nor people of a shared room, and never answered. The recipient accepts
/// or refuses; who was refused may write no more until the recipient turns to them.
/// </summary>
public sealed class MessageRequests(Database database, Writer writer)
{
    // Somebody else's words in it, none of one's own.
    private const string Unanswered = """
        exists (select 1 from messages x where x.chat_id = c.id and x.user_id <> @user and x.deleted_at is null)
        and not exists (select 1 from messages y where y.chat_id = c.id and y.user_id = @user)
        """;

    private const string Strangers = """
        not exists (
            select 1 from memberships p join memberships a on a.user_id = p.user_id join memberships b on b.chat_id = a.chat_id and b.user_id = @user
            join chats r on r.id = a.chat_id where p.chat_id = c.id and p.user_id <> @user and r.kind <> 'direct'
        )
        and not exists (
            select 1 from memberships q join friends f on f.accepted_at is not null
                and ((f.user_id = @user and f.friend_id = q.user_id) or (f.friend_id = @user and f.user_id = q.user_id))
            where q.chat_id = c.id and q.user_id <> @user
        )
        """;

    /// <summary>Which of one's conversations wait for an answer, and which one refused.</summary>
    public Task<(HashSet<long> Waiting, HashSet<long> Refused)> ListAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
            {
                var waiting = db.List<long>(
                    $"""
                    select c.id from chats c join memberships m on m.chat_id = c.id and m.user_id = @user
                    where c.kind = 'direct' and {Unanswered} and {Strangers}
                    and not exists (select 1 from direct_answers w where w.chat_id = c.id and w.user_id = @user)
                    """,
                    new { user = caller.User }
                );
                var refused = db.List<long>(
                    "select chat_id from direct_answers where user_id = @user and accepted = 0",
                    new { user = caller.User }
                );
                return (waiting.ToHashSet(), refused.ToHashSet());
            },
            cancel
        );

    public Task<Outcome<Done>> AnswerAsync(Caller caller, long chat, bool accepts, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                if (RoomReads.Find(write, chat, caller.User) is not { Kind: RoomKind.Direct })
                    return Refusal.NotFound;
                write.Execute(
                    """
                    insert into direct_answers (chat_id, user_id, accepted, answered_at) values (@chat, @User, @accepted, @Now)
                    on conflict (chat_id, user_id) do update set accepted = excluded.accepted, answered_at = excluded.answered_at
                    """,
                    new
                    {
                        chat,
                        caller.User,
                        accepted = accepts ? 1 : 0,
                        write.Now,
                    }
                );
                return new Done();
            },
            cancel
        );

    internal static bool Refuses(Queries db, long chat, long user) =>
        db.Any(
            "select 1 from direct_answers where chat_id = @chat and user_id = @user and accepted = 0",
            new { chat, user }
        );

    /// <summary>A step: who turns to somebody takes their answers again.</summary>
    internal static void Withdraw(Write write, long chat, long user) =>
        write.Execute(
            "delete from direct_answers where chat_id = @chat and user_id = @user and accepted = 0",
            new { chat, user }
        );
}
