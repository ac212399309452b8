using System.Diagnostics;

namespace Foyer.Bench.Load;

/// <summary>Takes what a connection heard while it was in its room.</summary>
internal delegate void FrameHandler(LoadClient client, ReadOnlySpan<byte> text);

/// <summary>
/// All connections of the generator, on one thread. It does as little as it can for each frame, so that the server is what
/// is measured.
/// </summary>
internal sealed class ClientPool(PeerProtocol protocol) : IDisposable
{
    private const int UnreadyAtOnce = 64;

    private readonly Poller poller = new();
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(512 * 1024, pinned: true);
    private readonly List<LoadClient> clients = [];

    public PeerProtocol Dialect => protocol;

    public IReadOnlyList<LoadClient> Clients => clients;

    public int ReadyCount { get; set; }

    public long Frames { get; set; }

    public long Reads { get; set; }

    public int LostCount { get; private set; }

    public string? FirstFault { get; private set; }

    public FrameHandler Heard { get; set; } = (_, _) => { };

    /// <summary>Monotonic nanoseconds.</summary>
    public static long Now => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    /// <summary>Opens a connection for each person; person i is in room i mod rooms.</summary>
    public void Open(int port, int count, int rooms, IReadOnlyList<Person> people)
    {
        for (var i = 0; i < count; i++)
        {
            var person = people.Count > 0 ? people[i % people.Count] : new Person("", $"{i % rooms}");
            var client = new LoadClient(this, i, i % rooms, i / rooms) { Token = person.Token, Chat = person.Chat };
            client.Open(port);
            clients.Add(client);
            poller.Watch(client.Descriptor, i);
            client.Begin();
            Turn(0);
            Until(() => i + 1 - ReadyCount - LostCount < UnreadyAtOnce, seconds: 60);
        }
        Until(() => ReadyCount + LostCount >= count, seconds: 60);
        if (ReadyCount < count)
            throw new InvalidOperationException($"Only {ReadyCount} of {count} came in: {FirstFault ?? "no answer"}.");
    }

    /// <summary>Reads what is there, waiting at most so long for something to come.</summary>
    public void Turn(long nanoseconds)
    {
        var count = poller.Wait(nanoseconds);
        for (var i = 0; i < count; i++)
        {
            var (number, writable) = poller.Entry(i);
            var client = clients[number];
            if (writable && client.Fault is null)
                client.Flush();
            if (client.Fault is null)
                client.Read(buffer);
        }
    }

    /// <summary>Goes on reading for so long, or until the condition holds.</summary>
    public bool Until(Func<bool> done, double seconds)
    {
        var end = Now + (long)(seconds * 1e9);
        while (!done())
        {
            if (Now >= end)
                return false;
            Turn(20_000_000);
        }
        return true;
    }

    public void Rest(double seconds) => Until(() => false, seconds);

    public void AlsoWritable(LoadClient client, bool also) =>
        poller.AlsoWritable(client.Descriptor, client.Number, also);

    public void Lost(LoadClient client)
    {
        LostCount++;
        FirstFault ??= $"connection {client.Number}: {client.Fault}";
    }

    public void Dispose()
    {
        foreach (var client in clients)
            client.Close();
    }
}

/// <summary>Somebody whom <c>bin/admin populate</c> made, and the room they are in.</summary>
internal sealed record Person(string Token, string Chat);
