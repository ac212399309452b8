using System.Text.Json;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Whom messages mention: <c>@NAME</c>, <c>@all</c>, <c>@here</c>. Looked up once for many texts, and only for those with an @. What
/// was found is stored, so that it stays the same when somebody is renamed.
/// </summary>
internal static class Mentions
{
    /// <summary>Stands for all members in one row; in what clients get, 0 is also the user of @all and @here.</summary>
    private const long Everybody = 0;

    private static readonly string All = Usernames.Key("all");
    private static readonly string Here = Usernames.Key("here");

    private readonly record struct Account(long User, bool IsMember);

    /// <summary>What each of the texts mentions, in their order.</summary>
    public static List<ResolvedMentions> Find(Queries db, IReadOnlyList<MentionCandidates> texts)
    {
        var accounts = Accounts(db, texts);
        return [.. texts.Select(text => Find(text, accounts))];
    }

    /// <summary>Completes messages from before mentions were stored, by the names of today.</summary>
    public static void Fill(Queries db, List<Message> messages)
    {
        var found = Find(
            db,
            messages.ConvertAll(message => new MentionCandidates(
                message.Chat,
                message.User,
                MentionGrammar.Find(message.Text) ?? []
            ))
        );
        for (var i = 0; i < messages.Count; i++)
            messages[i].MentionsJson = found[i].Json;
    }

    /// <summary>A step: stores who is told of new messages.</summary>
    public static void Store(Write write, IEnumerable<(Message Message, MentionSet Named)> notified)
    {
        var rows = notified
            .SelectMany(one =>
                Rows(one.Named)
                    .Select(person => new
                    {
                        message = one.Message.Id,
                        chat = one.Message.Chat,
                        person,
                    })
            )
            .ToList();
        if (rows.Count > 0)
            write.Execute(
                $"""
                insert into mentions (message_id, user_id, chat_id)
                select r.message, r.person, r.chat
                from {write.Database.Rows(("message", "bigint"), ("person", "bigint"), ("chat", "bigint"))} r
                """,
                new { rows = JsonSerializer.Serialize(rows) }
            );
    }

    /// <summary>A step: stores who is told of an edited message; answers those who were not told before, and whether anything differs.</summary>
    public static (MentionSet New, bool Changed) Replace(Write write, Message message, MentionSet now)
    {
        var before = write
            .List<long>("delete from mentions where message_id = @Id returning user_id", new { message.Id })
            .ToHashSet();
        Store(write, [(message, now)]);
        var rows = Rows(now).ToHashSet();
        if (before.Contains(Everybody))
            return (MentionSet.Nobody, !rows.SetEquals(before));
        var fresh = new HashSet<long>(now.Users);
        fresh.ExceptWith(before);
        return (now with { Users = fresh }, !rows.SetEquals(before));
    }

    public static void Remove(Write write, long message) =>
        write.Execute("delete from mentions where message_id = @message", new { message });

    private static Dictionary<(long Chat, string Key), Account> Accounts(
        Queries db,
        IReadOnlyList<MentionCandidates> texts
    )
    {
        var names = texts
            .SelectMany(text =>
                text.Possible.SelectMany(possible => possible.Names)
                    .Select(name => new { chat = text.Chat, name = name.Key })
            )
            .Distinct()
            .ToList();
        return names.Count == 0
            ? []
            : db.List<(long Chat, string Key, long User, long? Member)>(
                    $"""
                    select r.chat, u.username_key, u.id, b.user_id
                    from {db.Database.Rows(("chat", "bigint"), ("name", "text"))} r
                    join users u on u.username_key = r.name and u.verified_at is not null
                    left join memberships b on b.chat_id = r.chat and b.user_id = u.id
                    """,
                    new { rows = JsonSerializer.Serialize(names) }
                )
                .ToDictionary(row => (row.Chat, row.Key), row => new Account(row.User, row.Member is not null));
    }

    private static ResolvedMentions Find(MentionCandidates text, Dictionary<(long Chat, string Key), Account> accounts)
    {
        var mentions = new List<Mention>();
        var users = new HashSet<long>();
        var (everybody, present) = (false, false);
        foreach (var (from, names) in text.Possible)
        foreach (var (length, key) in names)
        {
            if (!accounts.TryGetValue((text.Chat, key), out var account) && key != All && key != Here)
                continue;
            everybody |= key == All;
            present |= key == Here;
            if (account.IsMember && account.User != text.Author)
                users.Add(account.User);
            mentions.Add(new Mention(account.User, from, length + 1));
            break;
        }
        return new ResolvedMentions(Json(mentions), new MentionSet(users, everybody, present));
    }

    private static string Json(List<Mention> mentions) => JsonSerializer.Serialize(mentions, JsonSerializerOptions.Web);

    // Who names all names nobody twice: one row counts once.
    private static IEnumerable<long> Rows(MentionSet named) =>
        named.Everybody || named.Present ? [Everybody] : named.Users;
}

/// <summary>A part of a message that names an account.</summary>
/// <param name="User">0 for @all and @here.</param>
/// <param name="From">Where the @ stands in the text, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units, with the @.</param>
public readonly record struct Mention(long User, int From, int Length);

/// <summary>What a text mentions.</summary>
/// <param name="Json">As messages store and carry it.</param>
/// <param name="Mentioned">Members of the room who are mentioned, and so told.</param>
internal sealed record ResolvedMentions(string Json, MentionSet Mentioned);

/// <summary>A text whose mentions are looked up.</summary>
/// <param name="Author">Is not told of their own words.</param>
internal readonly record struct MentionCandidates(long Chat, long? Author, IReadOnlyList<PossibleMention> Possible);
