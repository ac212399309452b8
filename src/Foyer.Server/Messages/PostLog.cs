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
    private readonly DirectPosts direct = new(hub, mayMail, time);

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
        Post[] posts = [.. batch.Cast<Post>()];
        TakeRooms(write, posts);
        uploads.Read(write, posts);
        Check(write, posts);
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

    private void TakeRooms(Write write, Post[] posts)
    {
        var ids = posts.Select(post => post.Draft.Chat).Distinct();
        var taken = write.List(
            statements!.Rooms,
            new { rows = JsonSerializer.Serialize(ids.Select(chat => new { chat })) },
            static row => (row.GetInt64(0), new Taken(row.GetInt64(1), row.GetInt64(2), !row.IsDBNull(3)))
        );
        foreach (var (id, room) in taken)
            rooms[id] = room;
    }

    private void Check(Write write, Post[] posts)
    {
        var asked = posts.Select(
            (post, n) =>
                new
                {
                    n,
                    chat = post.Draft.Chat,
                    person = post.Caller.User,
                    session = post.Caller.Session,
                    client = post.Draft.ClientId,
                    reply = post.Draft.ReplyTo,
                }
        );
        var checks = write.List(
            statements!.Check,
            new { rows = JsonSerializer.Serialize(asked), now = write.Now },
            row => (posts[(int)row.GetInt64(0)], new PostCheck(row))
        );
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
        var rows = fresh.Select(
            (post, n) =>
                new
                {
                    n,
                    chat = post.Message!.Chat,
                    version = post.Message.Version,
                    talk = rooms[post.Message.Chat].TalkAt(post.Message.Version),
                    person = post.Message.User,
                    text = post.Message.Text,
                    subject = post.Message.Subject,
                    client = post.Message.ClientId,
                    shown = post.Message.Event,
                    reply = post.Message.ReplyTo,
                }
        );
        var ids = write
            .List(
                statements!.Insert,
                new { rows = JsonSerializer.Serialize(rows), now = write.Now },
                static row => (Id: row.GetInt64(0), Place: (row.GetInt64(1), row.GetInt64(2)))
            )
            .ToDictionary(row => row.Place, row => row.Id);
        foreach (var post in fresh)
            Name(write, post, ids[(post.Message!.Chat, post.Message.Version)]);
    }

    private static void Name(Write write, Post post, long id) =>
        post.Message = post.Message!.ReplyTo is null ? post.Message with { Id = id } : MessageLog.Find(write, id);

    private void RaiseVersions(Write write)
    {
        var raised = rooms
            .Where(room => room.Value.Version > room.Value.Before)
            .Select(room => new
            {
                chat = room.Key,
                version = room.Value.Version,
                talk = room.Value.TalkAt(room.Value.Version),
            });
        write.Execute(statements!.Raise, new { rows = JsonSerializer.Serialize(raised) });
    }
}
