namespace Foyer.Server.Live;

/// <summary>Who of one shard is present in one room. Only the shard touches it.</summary>
internal sealed class Audience
{
    private Attendance[] members = new Attendance[4];

    public int Count { get; private set; }

    public ReadOnlySpan<Attendance> Members => members.AsSpan(0, Count);

    public void Add(Attendance attendance)
    {
        if (Count == members.Length)
            Array.Resize(ref members, Count * 2);
        attendance.Place = Count;
        members[Count++] = attendance;
    }

    public void Remove(Attendance attendance)
    {
        var last = members[--Count];
        members[attendance.Place] = last;
        last.Place = attendance.Place;
        members[Count] = null!;
    }
}
