using Foyer.Server.Live;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Tells members that their room is another one now (<c>chat_updated</c>), at most once a second and room; and one person at
/// once what their own part in it is.
/// </summary>
public sealed class RoomNews(Database database, Hub hub, WorkItems items, TimeProvider time, ILogger<RoomNews> log)
    : Gatherer(items, time, log)
{
    /// <summary>A step: name, topic or state of the room changed.</summary>
    public void Changed(Write write, long chat) => write.After(() => Note(chat));

    /// <summary>A step: the person has another role, or (null) was put out and is present no more.</summary>
    public void RoleChanged(Write write, long chat, long user, string? role) =>
        PartChanged(write, chat, user, role, left: false);

    /// <summary>A step: the person went by themselves; all their screens shall know.</summary>
    public void Left(Write write, long chat, long user) => PartChanged(write, chat, user, role: null, left: true);

    /// <summary>A step: everybody in it has that role now.</summary>
    public void RolesChanged(Write write, long chat, string role)
    {
        var told = Told.Of(write, chat, hub.Presence)!;
        write.After(() =>
            hub.Tell(
                told.Members,
                RoomJson.Updated(told.Room, told.Count, told.Online, Time.GetUtcNow(), part: (true, role))
            )
        );
    }

    /// <summary>A step, before the room goes: nobody can be told after.</summary>
    public void Deleted(Write write, long chat)
    {
        var told = Told.Of(write, chat, hub.Presence)!;
        write.After(() =>
        {
            hub.Tell(
                told.Members,
                RoomJson.Updated(told.Room, told.Count, told.Online, Time.GetUtcNow(), deleted: true)
            );
            hub.ExpelAll(chat);
        });
    }

    protected override async Task TellAsync(long chat, CancellationToken cancel)
    {
        if (await database.ReadAsync(db => Told.Of(db, chat, hub.Presence), cancel) is not { } told)
            return;
        hub.Tell(told.Members, RoomJson.Updated(told.Room, told.Count, told.Online, Time.GetUtcNow()));
    }

    private void PartChanged(Write write, long chat, long user, string? role, bool left)
    {
        var told = Told.Of(write, chat, hub.Presence)!;
        write.After(() =>
        {
            var now = Time.GetUtcNow();
            hub.Tell(user, RoomJson.Updated(told.Room, told.Count, told.Online, now, part: (true, role), left: left));
            if (role is null)
                hub.Expel(user, chat);
        });
    }

    /// <param name="Members">Readers too.</param>
    /// <param name="Count">Readers do not count.</param>
    private sealed record Told(Room Room, IReadOnlySet<long> Members, long Count, int Online)
    {
        public static Told? Of(Queries db, long chat, Presence presence)
        {
            if (RoomList.FindAnyway(db, chat, 0) is not { } room)
                return null;
            var members = db.List<long>("select user_id from memberships where chat_id = @chat", new { chat });
            return new Told(
                room,
                members.ToHashSet(),
                RoomList.Members(db, [chat]).GetValueOrDefault(chat),
                RoomList.Online(db, [chat], presence).GetValueOrDefault(chat)
            );
        }
    }
}
