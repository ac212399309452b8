using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Stores the posts that wait together: rooms are taken first, then all posts are checked, stored and the rooms' versions
/// raised. Runs on the writer's thread only.
/// </summary>
public sealed class PostStore(
    Hub hub,
    MessageStore messages,
    MessageNotifications notifications,
    EventLinks links,
    FoyerSettings settings,
    TimeProvider time
)
{
    private static readonly Refusal Reused = Refusal.Conflict(
        "client_id_reused",
        "This client_id was used in another room."
    );

    private readonly Dictionary<long, Taken> rooms = [];
    private readonly Dictionary<(long User, string ClientId), PendingPost> seen = [];
    private readonly List<PendingPost> fresh = [];
    private readonly List<(PendingPost Post, long Known)> known = [];
    private readonly List<(PendingPost Post, PendingPost First)> doubled = [];
    private readonly PostUploads uploads = new();
    private readonly DirectPostChecks direct = new(hub, settings.Mail.Enabled, time);

    private PostStatements? statements;

    private sealed record Taken(RoomKind Kind, long Before, long TalkBefore, bool Archived)
    {
        public long Version { get; set; } = Before;

        // Each post raises both by one.
        public long TalkAt(long version) => TalkBefore + version - Before;
    }

    public void Store(Write write, IReadOnlyList<PostAppend> batch)
    {
        statements ??= new PostStatements(write.Database);
        rooms.Clear();
        seen.Clear();
        fresh.Clear();
        known.Clear();
        doubled.Clear();
        PendingPost[] posts = [.. batch.Cast<PendingPost>()];
        TakeRooms(write, posts);
        uploads.Read(write, posts);
        Check(write, posts);
        if (fresh.Count > 0)
        {
            LinkEvents(write);
            FindMentions(write);
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

    // In the order of ids, so that two nodes never wait for each other's rooms.
    private void TakeRooms(Write write, PendingPost[] posts)
    {
        var room = write.Prepare(statements!.Room);
        foreach (var id in posts.Select(post => post.Draft.Chat).Distinct().Order())
        {
            room.Bind(1, id);
            while (room.Step(out var row))
                rooms[id] = new Taken(row.Enum<RoomKind>(3), row.Number(0), row.Number(1), !row.IsNull(2));
        }
    }

    private void Check(Write write, PendingPost[] posts)
    {
        List<(PendingPost, SenderState)> checks = [.. posts.Select(post => (post, Look(write, post)))];
        direct.Load(write, checks);
        foreach (var (post, found) in checks)
            Decide(write, post, found);
    }

    private SenderState Look(Write write, PendingPost post)
    {
        var check = write.Prepare(statements!.Check);
        check.Bind(1, post.Draft.Chat).Bind(2, post.Caller.User).Bind(3, post.Caller.Session);
        check.Bind(4, post.Draft.ClientId).Bind(5, post.Draft.ReplyTo).Bind(6, write.Now);
        check.Step(out var row);
        var found = new SenderState(row, rooms.GetValueOrDefault(post.Draft.Chat)?.Kind);
        check.Reset();
        return found;
    }

    private void Decide(Write write, PendingPost post, SenderState found)
    {
        var now = write.Now;
        post.Refusal = AccessCheck.IsAllowed(found.SignedIn, found.Banned, found.KickedUntil, now)
            ? MayPost(found) ?? direct.Check(post)
            : AccessCheck.Refuse(write, post.Caller);
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
        else if (uploads.Claim(post) is { } unknown)
            post.Refusal = unknown;
        else
            Accept(post, found, now, room);
    }

    private static Refusal? MayPost(SenderState found) =>
        found switch
        {
            { Role: RoomRole.Reader } => Refusal.PermissionDenied,
            { Role: not null } => null,
            { Kind: RoomKind.Public } => Refusal.NotAMember,
            _ => Refusal.NotFound,
        };

    private void Repeat(PendingPost post, long id, long chat)
    {
        if (chat == post.Draft.Chat)
            known.Add((post, id));
        else
            post.Refusal = Reused;
    }

    private void RepeatInBatch(PendingPost post, PendingPost first)
    {
        if (first.Draft.Chat == post.Draft.Chat)
            doubled.Add((post, first));
        else
            post.Refusal = Reused;
    }

    private void Accept(PendingPost post, SenderState found, long now, Taken room)
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
            Text = post.Draft.Body,
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
            if (links.FindShown(write, post.Draft.Body, post.Caller.User) is { } shown)
                post.Message = post.Message! with { Kind = MessageKind.Event, Event = shown };
    }

    // Before the messages are stored, since they carry it.
    private void FindMentions(Write write)
    {
        var asking = fresh.FindAll(post => post.PossibleMentions is not null);
        if (asking.Count == 0)
            return;
        var found = Mentions.Find(
            write,
            asking.ConvertAll(post => new MentionCandidates(post.Draft.Chat, post.Caller.User, post.PossibleMentions!))
        );
        foreach (var (post, result) in asking.Zip(found))
            (post.Message!.MentionsJson, post.Mentions) = (result.Json, result.Mentioned);
    }

    private void Show(Write write)
    {
        List<Message> cards = [.. fresh.Select(post => post.Message!).Where(message => message.Event is not null)];
        if (cards.Count > 0)
            messages.FillCards(write, cards);
    }

    private void Address(Write write)
    {
        var isNaming = fresh.Exists(post => !post.Mentions.IsEmpty);
        if (isNaming)
            Mentions.Store(write, fresh.Select(post => (post.Message!, post.Mentions)));
        if (direct.Any)
            direct.OnStored(write, fresh);
        if (!isNaming && !direct.Any && !fresh.Exists(post => post.Draft.ReplyTo is not null))
            return;
        var addressed = fresh.Select(post => new MessageRecipients(
            post.Message!,
            post.Mentions,
            direct.PartnerOf(post)
        ));
        notifications.Add(write, [.. addressed.Where(one => one.HasRecipients)]);
    }

    // Answered with the message in its latest state: from long ago, or the one stored a moment ago in this very batch.
    private void AnswerRepeated(Write write)
    {
        foreach (var (post, id) in known)
            post.Message = messages.Find(write, id);
        foreach (var (post, first) in doubled)
            post.Message = first.Message;
    }

    private void Insert(Write write)
    {
        foreach (var post in fresh)
        {
            var id = Insert(write, post.Message!);
            if (post.Message!.ReplyTo is null)
                post.Message.Id = id;
            else
                post.Message = messages.Find(write, id)!;
        }
    }

    private long Insert(Write write, Message message)
    {
        var row = write.Prepare(statements!.Insert);
        row.Bind(1, message.Chat).Bind(2, message.Version).Bind(3, rooms[message.Chat].TalkAt(message.Version));
        row.Bind(4, message.Kind.ToText()).Bind(5, message.Event).Bind(6, message.User).Bind(7, message.Text);
        row.Bind(8, message.Subject).Bind(9, message.ClientId).Bind(10, message.ReplyTo).Bind(11, write.Now);
        row.Bind(12, message.MentionsJson);
        return row.Insert();
    }

    private void RaiseVersions(Write write)
    {
        var row = write.Prepare(statements!.Raise);
        foreach (var (id, room) in rooms)
            if (room.Version > room.Before)
                row.Bind(1, id).Bind(2, room.Version).Bind(3, room.TalkAt(room.Version)).Run();
    }
}
