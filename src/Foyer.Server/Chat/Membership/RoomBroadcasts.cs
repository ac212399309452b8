using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>
/// Broadcasts changes of a room to its members (<c>chat_updated</c>), at most once a second for each room, and sends a user the
/// change of their own role at once.
/// </summary>
public sealed class RoomBroadcasts(
    Database database,
    Hub hub,
    WorkItems items,
    TimeProvider time,
    ILogger<RoomBroadcasts> log
) : ThrottledWorker(items, time, log)
{
    /// <summary>A step: name, topic or state of the room changed.</summary>
    public void RoomChanged(Write write, long chat) => write.After(() => Enqueue(chat));

    /// <summary>A step: the person has another role, or (null) was put out and is present no more.</summary>
    public void RoleChanged(Write write, long chat, long user, RoomRole? role) =>
        PartChanged(write, chat, user, role, left: false);

    /// <summary>A step: the person went by themselves; all their screens shall know.</summary>
    public void Left(Write write, long chat, long user) => PartChanged(write, chat, user, role: null, left: true);

    /// <summary>A step: everybody in it has that role now.</summary>
    public void RolesChanged(Write write, long chat, RoomRole role)
    {
        var recipients = Told.Of(write, chat, hub.Presence)!;
        write.After(() =>
            hub.SendToUser(
                recipients.Members,
                RoomJson.ToUpdateFrame(
                    recipients.Room,
                    recipients.Count,
                    recipients.Online,
                    Time.GetUtcNow(),
                    part: (true, role)
                )
            )
        );
    }

    /// <summary>A step, before the room goes: nobody can be told after.</summary>
    public void RoomDeleted(Write write, long chat)
    {
        var recipients = Told.Of(write, chat, hub.Presence)!;
        write.After(() =>
        {
            hub.SendToUser(
                recipients.Members,
                RoomJson.ToUpdateFrame(
                    recipients.Room,
                    recipients.Count,
                    recipients.Online,
                    Time.GetUtcNow(),
                    deleted: true
                )
            );
            hub.UnsubscribeAll(chat);
        });
    }

    protected override async Task RunAsync(long chat, CancellationToken cancel)
    {
        if (await database.ReadAsync(db => Told.Of(db, chat, hub.Presence), cancel) is not { } recipients)
            return;
        hub.SendToUser(
            recipients.Members,
            RoomJson.ToUpdateFrame(recipients.Room, recipients.Count, recipients.Online, Time.GetUtcNow())
        );
    }

    private void PartChanged(Write write, long chat, long user, RoomRole? role, bool left)
    {
        var recipients = Told.Of(write, chat, hub.Presence)!;
        write.After(() =>
        {
            var now = Time.GetUtcNow();
            hub.SendToUser(
                user,
                RoomJson.ToUpdateFrame(
                    recipients.Room,
                    recipients.Count,
                    recipients.Online,
                    now,
                    part: (true, role),
                    left: left
                )
            );
            if (role is null)
                hub.Unsubscribe(user, chat);
        });
    }

    /// <param name="Members">Readers too.</param>
    /// <param name="Count">Readers do not count.</param>
    private sealed record Told(Room Room, IReadOnlySet<long> Members, long Count, int Online)
    {
        public static Told? Of(Queries db, long chat, Presence presence)
        {
            if (RoomReads.FindUnchecked(db, chat, 0) is not { } room)
                return null;
            var members = db.List<long>("select user_id from memberships where chat_id = @chat", new { chat });
            return new Told(
                room,
                members.ToHashSet(),
                RoomReads.CountMembers(db, [chat]).GetValueOrDefault(chat),
                RoomReads.CountOnline(db, [chat], presence).GetValueOrDefault(chat)
            );
        }
    }
}
