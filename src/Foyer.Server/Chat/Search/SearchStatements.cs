using System.Globalization;
using Dapper;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Search;

/// <summary>The SQL of a search over all rooms in reach.</summary>
internal static class SearchStatements
{
    /// <summary>Conditions on <c>m</c> for everything asked, words included: the index is only a quick way to candidates.</summary>
    public static string Conditions(Queries db, SearchQuery query, DynamicParameters values)
    {
        var sql = TextSearch.Containing(db, query.Terms, values);
        if (query.From is { } from)
        {
            sql += " and m.user_id = @from";
            values.Add("from", Account.ByName(db, from)?.Id ?? 0);
        }
        if (query.In is { } room)
        {
            sql += " and m.chat_id in (select id from chats where id = @roomId or name_key = @roomName)";
            values.Add(
                "roomId",
                long.TryParse(room, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
            );
            values.Add("roomName", TextKey.Of(room));
        }
        if (query.Before is not null)
            sql += " and m.created_at < @Before";
        if (query.After is not null)
            sql += " and m.created_at >= @After";
        return sql + string.Concat(query.Has.Select(thing => " and " + Carrying(thing)));
    }

    /// <summary>The newest that fit, and whether older ones were left out unseen.</summary>
    public static (List<TextMatch> Found, bool Partial) Find(
        Queries db,
        SearchQuery query,
        string conditions,
        DynamicParameters values,
        int most
    )
    {
        if (db.Database.Match(db, query.Terms) is { } match)
            return (TextSearch.Indexed(db, match, conditions, values, oldest: false, most), false);
        // The message above which the newest so many lie; null when there are fewer in all.
        var floor = db.First<long?>($"select id from messages order by id desc limit 1 offset {MessageSearch.Scanned}");
        var found = TextSearch.Scan(db, floor ?? 0, conditions, values, oldest: false, most);
        return (found, floor is not null && found.Count < most);
    }

    private static string Carrying(string thing) =>
        thing switch
        {
            "file" => "exists (select 1 from attachments a where a.message_id = m.id)",
            "image" => "exists (select 1 from attachments a where a.message_id = m.id and a.type like 'image/%')",
            "link" => "(m.text like '%http://%' or m.text like '%https://%')",
            "reaction" => "exists (select 1 from reactions r where r.message_id = m.id)",
            _ => "exists (select 1 from pins p where p.message_id = m.id)",
        };
}
