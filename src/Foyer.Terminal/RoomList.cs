using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Terminal;

/// <summary>The joined rooms, as far as the server has listed them.</summary>
internal sealed class RoomList
{
    /// <summary>The maximum number of rooms that the server lists at once; beyond it, previously known rooms are kept.</summary>
    private const int Most = 200;

    private readonly SortedDictionary<long, Room> rooms = [];

    /// <summary>In the order of the screen: rooms, then people.</summary>
    public IEnumerable<Room> Ordered =>
        rooms.Values.OrderBy(room => room.IsDirect).ThenBy(room => room.Name, StringComparer.CurrentCultureIgnoreCase);

    public IEnumerable<Room> All => rooms.Values;

    public bool Knows(long id) => rooms.ContainsKey(id);

    public Room? Find(long id) => rooms.GetValueOrDefault(id);

    /// <summary>Finds a room by name; #NAME matches rooms only and @NAME users only.</summary>
    public Room? Find(string name)
    {
        var bare = name.TrimStart('#', '@');
        var fitting = Ordered.Where(room =>
            !(name.StartsWith('#') && room.IsDirect) && !(name.StartsWith('@') && !room.IsDirect)
        );
        return fitting.FirstOrDefault(room => TextKey.AreSame(room.Name, bare))
            ?? fitting.FirstOrDefault(room => TextKey.AreSame(room.Name, bare.Trim('"')));
    }

    public Room Of(long id) => rooms.TryGetValue(id, out var room) ? room : rooms[id] = new Room(id);

    /// <summary>Applies the list of rooms that the server sent; rooms that it lacks are removed if it is complete.</summary>
    public void Take(IReadOnlyList<JsonElement> told)
    {
        var ids = told.Select(room => room.Number("id") ?? 0).ToHashSet();
        foreach (var room in told)
            Of(room.Number("id") ?? 0).Read(room);
        if (told.Count < Most)
            foreach (var left in rooms.Keys.Where(id => !ids.Contains(id)).ToList())
                rooms.Remove(left);
    }
}
