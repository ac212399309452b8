using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>The other one of a direct room, and whether they take messages from the person who asks.</summary>
internal sealed record DirectRecipient
{
    private static readonly Refusal NotTaken = Refusal.Of(
        403,
        "not_accepted",
        "This person does not take messages from you."
    );

    public long Number { get; init; }
    public long? User { get; init; }
    public string? Username { get; init; }
    public string? Avatar { get; init; }
    public long BlockedBy { get; init; }
    public long Blocks { get; init; }
    public long NotAccepted { get; init; }

    public PublicUser? Public => User is { } id ? new PublicUser(id, Username!, Avatar) : null;

    public Refusal? Refusal =>
        User is null
            ? Account.NotFound
            : People.Blocks.RefusalFor(BlockedBy > 0, Blocks > 0) ?? (NotAccepted > 0 ? NotTaken : null);

    public static Refusal? Check(Queries db, long person, long partner) =>
        Find(db, [(0, person, partner)]).TryGetValue(0, out var found) ? found.Refusal : Account.NotFound;

    /// <summary>The partners of direct rooms, set-based.</summary>
    public static Dictionary<long, DirectRecipient> FindAll(
        Queries db,
        IEnumerable<(long Number, long Person, long Chat)> asked
    ) =>
        List(
            db,
            "left join memberships p on p.chat_id = r.target and p.user_id <> r.person left join users u on u.id = p.user_id",
            asked
        );

    private static Dictionary<long, DirectRecipient> Find(
        Queries db,
        IEnumerable<(long Number, long Person, long User)> asked
    ) => List(db, "join users u on u.id = r.target", asked);

    private static Dictionary<long, DirectRecipient> List(
        Queries db,
        string joins,
        IEnumerable<(long Number, long Person, long Target)> asked
    )
    {
        var rows = asked.Select(one => new
        {
            n = one.Number,
            person = one.Person,
            target = one.Target,
        });
        return db.List<DirectRecipient>(
                $"""
                select r.n as Number, u.id as "User", u.username, u.avatar,
                    (select count(*) from blocks k where k.user_id = u.id and k.blocked_id = r.person) as BlockedBy,
                    (select count(*) from blocks k where k.user_id = r.person and k.blocked_id = u.id) as Blocks,
                    case coalesce(({Answer}), -1)
                        when 0 then 1
                        when 1 then 0
                        else case
                            when u.messages_from = 'everyone' then 0
                            when u.messages_from = 'shared' then {None(Shared)}
                            else {None(Friends)}
                        end
                    end as NotAccepted
                from {db.Database.Rows(("n", "bigint"), ("person", "bigint"), ("target", "bigint"))} r {joins}
                """,
                new { rows = JsonSerializer.Serialize(rows) }
            )
            .ToDictionary(one => one.Number);
    }

    // What they answered to this very person outweighs what they want of everybody.
    private const string Answer = """
        select w.accepted from direct_pairs d join direct_answers w on w.chat_id = d.chat_id and w.user_id = u.id
        where (d.low_id = r.person and d.high_id = u.id) or (d.low_id = u.id and d.high_id = r.person)
        """;

    private const string Shared = """
        select 1 from memberships a join memberships b on b.chat_id = a.chat_id and b.user_id = u.id
        join chats c on c.id = a.chat_id where a.user_id = r.person and c.kind <> 'direct'
        union all
        select 1 from events e where exists (select 1 where e.creator_id = r.person union all
            select 1 from bookings o where o.event_id = e.id and o.user_id = r.person and o.status = 'accepted')
        and exists (select 1 where e.creator_id = u.id union all
            select 1 from bookings o where o.event_id = e.id and o.user_id = u.id and o.status = 'accepted')
        """;

    private const string Friends = """
        select 1 from friends f where f.accepted_at is not null
        and ((f.user_id = u.id and f.friend_id = r.person) or (f.user_id = r.person and f.friend_id = u.id))
        """;

    private static string None(string rows) => $"(case when exists ({rows}) then 0 else 1 end)";
}
