using System.Globalization;
using Dapper;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>The SQL of a search over all rooms in reach.</summary>
internal static class SearchSql
{
    /// <summary>Conditions on <c>m</c> for everything asked, words included: the index is only a quick way to candidates.</summary>
    public static string Conditions(Queries db, SearchQuery query, DynamicParameters values)
    {
        var sql = Search.Containing(db, query.Words, values);
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
            values.Add("roomName", Rooms.RoomName.Key(room));
        }
        if (query.Before is not null)
            sql += " and m.created_at < @Before";
        if (query.After is not null)
            sql += " and m.created_at >= @After";
        return sql + string.Concat(query.Has.Select(thing => " and " + Carrying(thing)));
    }

    /// <summary>Ids of the newest that fit, and whether older ones were left out unseen.</summary>
    public static (List<long> Ids, bool Partial) Ids(
        Queries db,
        SearchQuery query,
        string conditions,
        DynamicParameters values,
        int most
    )
    {
        if (Search.Match(query.Words) is not { } match)
            return Scan(db, conditions, values, most);
        values.Add("match", match);
        values.Add("indexed", db.First<long>("select indexed_to from messages_indexed"));
        var ids = db.List<long>(
            $"select m.id from messages m where m.id > @indexed {conditions} order by m.id desc limit {most}",
            values
        );
        ids.AddRange(
            db.List<long>($"{db.Database.Matching("m.id")} {conditions} order by t.rowid desc limit {most}", values)
        );
        return ([.. ids.Distinct().OrderDescending().Take(most)], false);
    }

    private static (List<long> Ids, bool Partial) Scan(
        Queries db,
        string conditions,
        DynamicParameters values,
        int most
    )
    {
        // The message above which the newest so many lie; null when there are fewer in all.
        var floor = db.First<long?>($"select id from messages order by id desc limit 1 offset {Searching.Scanned}");
        values.Add("floor", floor ?? 0);
        var ids = db.List<long>(
            $"select m.id from messages m where m.id > @floor {conditions} order by m.id desc limit {most}",
            values
        );
        return (ids, floor is not null && ids.Count < most);
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
