using System.Data.Common;
using System.Text;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Stores the posts that wait together, in four statements whatever their number: rooms are taken first, then all posts are
/// checked, stored and the rooms' versions raised. Runs on the writer's thread only.
/// </summary>
internal sealed class PostLog(Hub hub, Postscripts postscripts, EventLinks links, bool mayMail, TimeProvider time)
{
    private static readonly Refusal Reused = Refusal.Conflict(
        "client_id_reused",
        "This client_id was used in another room."
    );

    private readonly Dictionary<long, Taken> rooms = [];
    private readonly Dictionary<(long User, string ClientId), Post> seen = [];
    private readonly List<Post> fresh = [];
    private readonly List<(Post Post, long Known)> known = [];
    private readonly List<(Post Post, Post First)> doubled = [];
    private readonly PostUploads uploads = new();
    private readonly List<(Post Post, PostCheck Found)> checks = [];
    private readonly DirectPosts direct = new(hub, mayMail, time);
    private readonly MemoryStream rows = new();

    private PostStatements? statements;

    private sealed record Taken(long Before, long TalkBefore, bool Archived)
    {
        public long Version { get; set; } = Before;

        // Each post raises both by one.
        public long TalkAt(long version) => TalkBefore + version - Before;
    }

    public void Store(Write write, IReadOnlyList<Append> batch)
    {
        statements ??= new PostStatements(write.Database);
        rooms.Clear();
        seen.Clear();
        fresh.Clear();
        known.Clear();
        doubled.Clear();
        TakeRooms(write, batch);
        uploads.Read(write, batch.Cast<Post>());
        Check(write, batch);
        if (fresh.Count > 0)
        {
            LinkEvents(write);
            Insert(write);
            uploads.Attach(write);
            RaiseVersions(write);
            Show(write);
            var now = time.GetUtcNow();
            Change[] changes = [.. fresh.Select(post => MessageJson.ToChange(post.Message!, now, post.Origin))];
            write.After(() => hub.Publish(changes));
            Address(write);
        }
        AnswerRepeated(write);
    }

    private void TakeRooms(Write write, IReadOnlyList<Append> batch)
    {
        var ids = batch.Select(append => ((Post)append).Draft.Chat).Distinct();
        var statement = Prepare(write, statements!.Rooms, ids, static (json, id) => json.WriteNumber("chat"u8, id));
        using var reader = statement.ExecuteReader();
        while (reader.Read())
            rooms[reader.GetInt64(0)] = new Taken(reader.GetInt64(1), reader.GetInt64(2), !reader.IsDBNull(3));
    }

    private void Check(Write write, IReadOnlyList<Append> batch)
    {
        var numbered = batch.Select((append, number) => (Post: (Post)append, Number: number));
        var statement = Prepare(
            write,
            statements!.Check,
            numbered,
            static (json, row) =>
            {
                json.WriteNumber("n"u8, row.Number);
                json.WriteNumber("chat"u8, row.Post.Draft.Chat);
                json.WriteNumber("person"u8, row.Post.Caller.User);
                json.WriteString("session"u8, row.Post.Caller.Session);
                json.WriteString("client"u8, row.Post.Draft.ClientId);
                json.WriteNumber("reply"u8, row.Post.Draft.ReplyTo ?? 0);
            }
        );
        statement.Parameters["@now"].Value = write.Now;
        checks.Clear();
        using (var reader = statement.ExecuteReader())
            while (reader.Read())
                checks.Add(((Post)batch[(int)reader.GetInt64(0)], new PostCheck(reader)));
        direct.Look(write, checks);
        foreach (var (post, found) in checks)
            Decide(post, found, write.Now);
    }

    private void Decide(Post post, PostCheck found, long now)
    {
        post.Refusal =
            Standing.Of(found.SignedIn, found.Banned, found.KickedUntil, now) ?? MayPost(found) ?? direct.Refuse(post);
        if (post.Refusal is not null)
            return;
        var room = rooms[post.Draft.Chat];
        if (found.KnownId is { } id)
            Repeat(post, id, found.KnownChat!.Value);
        else if (room.Archived)
            post.Refusal = Refusal.Archived;
        else if (post.Draft.ReplyTo is not null && !found.QuoteFound)
            post.Refusal = Refusal.Invalid("reply_to", "No such message in this room.");
        else if (post.Draft.ClientId is { } client && seen.TryGetValue((post.Caller.User, client), out var first))
            RepeatInBatch(post, first);
        else if (uploads.Take(post) is { } unknown)
            post.Refusal = unknown;
        else
            Accept(post, found, now, room);
    }

    private static Refusal? MayPost(PostCheck found) =>
        found switch
        {
            { Role: "reader" } => Refusal.PermissionDenied,
            { Role: not null } => null,
            { Kind: "public" } => Refusal.NotAMember,
            _ => Refusal.NotFound,
        };

    private void Repeat(Post post, long id, long chat)
    {
        if (chat == post.Draft.Chat)
            known.Add((post, id));
        else
            post.Refusal = Reused;
    }

    private void RepeatInBatch(Post post, Post first)
    {
        if (first.Draft.Chat == post.Draft.Chat)
            doubled.Add((post, first));
        else
            post.Refusal = Reused;
    }

    private void Accept(Post post, PostCheck found, long now, Taken room)
    {
        if (post.Draft.ClientId is { } client)
            seen[(post.Caller.User, client)] = post;
        post.IsNew = true;
        fresh.Add(post);
        post.Message = new Message
        {
            Chat = post.Draft.Chat,
            Version = ++room.Version,
            User = post.Caller.User,
            Username = found.Username,
            Avatar = found.Avatar,
            Text = post.Draft.Words,
            Subject = post.Draft.Subject,
            ClientId = post.Draft.ClientId,
            CreatedAt = now,
            ReplyTo = post.Draft.ReplyTo,
        };
    }

    // Whoever may not see an event cannot make a card of it, nor learn by trying that it is there.
    private void LinkEvents(Write write)
    {
        foreach (var post in fresh)
            if (
                links.In(post.Draft.Words) is { Count: > 0 } ids
                && ShownEvents.First(write, ids, post.Caller.User) is { } shown
            )
                post.Message = post.Message! with { Kind = "event", Event = shown };
    }

    private void Show(Write write)
    {
        List<Message> cards = [.. fresh.Select(post => post.Message!).Where(message => message.Event is not null)];
        if (cards.Count > 0)
            ShownEvents.Fill(write, cards);
    }

    private void Address(Write write)
    {
        var named = Mentions.Store(write, fresh.Select(post => post.Message!));
        if (direct.Any)
            direct.Stored(write, fresh);
        if (named.Count == 0 && !direct.Any && !fresh.Exists(post => post.Draft.ReplyTo is not null))
            return;
        var addressed = fresh.Select(post => new Addressed(
            post.Message!,
            named.GetValueOrDefault(post.Message!.Id, Named.Nobody),
            direct.Partner(post)
        ));
        postscripts.Run(write, [.. addressed.Where(one => one.SpeaksToSomebody)]);
    }

    // Answered with the message in its latest state: from long ago, or the one stored a moment ago in this very batch.
    private void AnswerRepeated(Write write)
    {
        foreach (var (post, id) in known)
            post.Message = MessageLog.Find(write, id);
        foreach (var (post, first) in doubled)
            post.Message = first.Message;
    }

    private void Insert(Write write)
    {
        var statement = Prepare(
            write,
            statements!.Insert,
            fresh.Select((post, number) => (post.Message!, number)),
            (json, row) =>
            {
                var (message, number) = row;
                json.WriteNumber("n"u8, number);
                json.WriteNumber("chat"u8, message.Chat);
                json.WriteNumber("version"u8, message.Version);
                json.WriteNumber("talk"u8, rooms[message.Chat].TalkAt(message.Version));
                json.WriteNumber("person"u8, message.User!.Value);
                json.WriteString("text"u8, message.Text);
                json.WriteString("subject"u8, message.Subject);
                json.WriteString("client"u8, message.ClientId);
                json.WriteString("shown"u8, message.Event);
                if (message.ReplyTo is { } quoted)
                    json.WriteNumber("reply"u8, quoted);
            }
        );
        statement.Parameters["@now"].Value = write.Now;
        var ids = new Dictionary<(long Chat, long Version), long>(fresh.Count);
        using (var reader = statement.ExecuteReader())
            while (reader.Read())
                ids[(reader.GetInt64(1), reader.GetInt64(2))] = reader.GetInt64(0);
        foreach (var post in fresh)
            Name(write, post, ids[(post.Message!.Chat, post.Message.Version)]);
    }

    private static void Name(Write write, Post post, long id) =>
        post.Message = post.Message!.ReplyTo is null ? post.Message with { Id = id } : MessageLog.Find(write, id);

    private void RaiseVersions(Write write)
    {
        var raised = rooms.Where(room => room.Value.Version > room.Value.Before);
        Prepare(
                write,
                statements!.Raise,
                raised,
                static (json, room) =>
                {
                    json.WriteNumber("chat"u8, room.Key);
                    json.WriteNumber("version"u8, room.Value.Version);
                    json.WriteNumber("talk"u8, room.Value.TalkAt(room.Value.Version));
                }
            )
            .ExecuteNonQuery();
    }

    private DbCommand Prepare<T>(Write write, string sql, IEnumerable<T> values, Action<Utf8JsonWriter, T> row)
    {
        rows.SetLength(0);
        using (var json = new Utf8JsonWriter(rows))
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                json.WriteStartObject();
                row(json, value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        var statement = sql.Contains("@now", StringComparison.Ordinal)
            ? write.Statement(sql, "@rows", "@now")
            : write.Statement(sql, "@rows");
        statement.Parameters["@rows"].Value = Encoding.UTF8.GetString(rows.GetBuffer(), 0, (int)rows.Length);
        return statement;
    }
}
