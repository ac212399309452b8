using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>The one room of two people. Nobody else ever gets in, and no line tells of coming and going.</summary>
public sealed class DirectRooms(Database database, ActionLimiter limiter)
{
    private static readonly Refusal Oneself = Refusal.Invalid("name", "That is you.");

    /// <summary>The room with that person, and whether it was made for it.</summary>
    public Task<Outcome<(long Chat, bool IsNew)>> OpenAsync(Caller caller, string name, CancellationToken cancel) =>
        limiter.WriteAsync(caller, write => Open(write, caller, name), cancel);

    /// <summary>The room with that person, if there is one yet whose other side one has not refused.</summary>
    public Task<long?> FindAsync(Caller caller, string name, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                Account.ByName(db, name) is { } partner
                && Find(db, caller.User, partner.Id) is { } chat
                && !MessageRequests.Refuses(db, chat, caller.User)
                    ? chat
                    : (long?)null,
            cancel
        );

    private static Outcome<(long Chat, bool IsNew)> Open(Write write, Caller caller, string name)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        if (Account.ByName(write, name) is not { IsVerified: true } partner)
            return Account.NotFound;
        if (partner.Id == caller.User)
            return Oneself;
        if (DirectRecipient.Check(write, caller.User, partner.Id) is { } unwanted)
            return unwanted;
        if (Find(write, caller.User, partner.Id) is not { } chat)
            return (Add(write, caller.User, partner.Id), true);
        MessageRequests.Withdraw(write, chat, caller.User);
        return (chat, false);
    }

    private static long? Find(Queries db, long one, long other) =>
        db.First<long?>(
            "select chat_id from direct_pairs where low_id = @low and high_id = @high",
            new { low = Math.Min(one, other), high = Math.Max(one, other) }
        );

    private static long Add(Write write, long one, long other)
    {
        var chat = RoomStore.Add(write, RoomKind.Direct, "", null, one);
        write.Execute(
            "insert into direct_pairs (low_id, high_id, chat_id) values (@low, @high, @chat)",
            new
            {
                low = Math.Min(one, other),
                high = Math.Max(one, other),
                chat,
            }
        );
        MembershipStore.Add(write, chat, one, RoomRole.Member);
        MembershipStore.Add(write, chat, other, RoomRole.Member);
        return chat;
    }
}
