using System.Text.Json;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Keeps whom the messages name: <c>@NAME</c>, <c>@all</c>, <c>@here</c>. Set-based; texts without an @ cost nothing.</summary>
internal static class Mentions
{
    /// <summary>Stands for all members in one row.</summary>
    private const long Everybody = 0;

    private static readonly string All = Names.Key("all");
    private static readonly string Here = Names.Key("here");

    /// <summary>Stores whom new messages name and answers it, for those that name anybody.</summary>
    public static Dictionary<long, Named> Store(Write write, IEnumerable<Message> messages)
    {
        var asked = messages
            .Where(message => message.IsTalk && message.Text.Contains('@'))
            .Select(message => (Message: message, Words: MentionWords.Of(message.Text)))
            .ToList();
        if (asked.Count == 0)
            return [];
        var members = Members(write, asked);
        var named = new Dictionary<long, Named>();
        foreach (var (message, words) in asked)
            if (Resolve(message, words, members) is { IsNobody: false } some)
                named[message.Id] = some;
        Insert(write, asked.Select(one => one.Message), named);
        return named;
    }

    /// <summary>Stores anew whom an edited message names; answers those it did not name before, and whether anything differs.</summary>
    public static (Named New, bool Changed) Replace(Write write, Message message)
    {
        var before = write
            .List<long>("delete from mentions where message_id = @Id returning user_id", new { message.Id })
            .ToHashSet();
        var now = Store(write, [message]).GetValueOrDefault(message.Id, Named.Nobody);
        var rows = Rows(now).ToHashSet();
        if (before.Contains(Everybody))
            return (Named.Nobody, !rows.SetEquals(before));
        var fresh = new HashSet<long>(now.Users);
        fresh.ExceptWith(before);
        return (now with { Users = fresh }, !rows.SetEquals(before));
    }

    public static void Forget(Write write, long message) =>
        write.Execute("delete from mentions where message_id = @message", new { message });

    private static ILookup<(long Chat, string Key), long> Members(
        Write write,
        List<(Message Message, List<List<string>> Words)> asked
    )
    {
        var names = asked
            .SelectMany(one =>
                one.Words.SelectMany(word => word).Select(key => new { chat = one.Message.Chat, name = key })
            )
            .Distinct();
        return write
            .List<(long Chat, string Key, long User)>(
                $"""
                select b.chat_id, u.username_key, u.id from {write.Database.Rows(
                    ("chat", "bigint"),
                    ("name", "text")
                )} r
                join users u on u.username_key = r.name
                join memberships b on b.chat_id = r.chat and b.user_id = u.id
                """,
                new { rows = JsonSerializer.Serialize(names) }
            )
            .ToLookup(row => (row.Chat, row.Key), row => row.User);
    }

    private static Named Resolve(
        Message message,
        List<List<string>> words,
        ILookup<(long Chat, string Key), long> members
    )
    {
        var users = new HashSet<long>();
        var (everybody, present) = (false, false);
        foreach (var readings in words)
        {
            var key = readings.Find(reading =>
                reading == All || reading == Here || members.Contains((message.Chat, reading))
            );
            everybody |= key == All;
            present |= key == Here;
            if (key is not null)
                users.UnionWith(members[(message.Chat, key)]);
        }
        users.Remove(message.User ?? 0);
        return new Named(users, everybody, present);
    }

    private static void Insert(Write write, IEnumerable<Message> messages, Dictionary<long, Named> named)
    {
        var rows = messages
            .Where(message => named.ContainsKey(message.Id))
            .SelectMany(message =>
                Rows(named[message.Id])
                    .Select(person => new
                    {
                        message = message.Id,
                        chat = message.Chat,
                        person,
                    })
            );
        write.Execute(
            $"""
            insert into mentions (message_id, user_id, chat_id)
            select r.message, r.person, r.chat
            from {write.Database.Rows(("message", "bigint"), ("person", "bigint"), ("chat", "bigint"))} r
            """,
            new { rows = JsonSerializer.Serialize(rows) }
        );
    }

    // Who names all names nobody twice: one row counts once.
    private static IEnumerable<long> Rows(Named named) => named.Everybody || named.Present ? [Everybody] : named.Users;
}
