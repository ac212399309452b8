using System.Diagnostics;

namespace Foyer.Bench.Load;

/// <summary>Handles a frame that a client received after it entered its room.</summary>
internal delegate void FrameHandler(LoadClient client, ReadOnlySpan<byte> text);

/// <summary>
/// All connections of the generator, on one thread. It does as little as possible for each frame, so that the measurement covers
/// the server.
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

    /// <summary>Opens a connection for each user; user i is in room i mod rooms.</summary>
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

    /// <summary>Reads available frames; waits at most this time for one.</summary>
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

    /// <summary>Reads for this time, or until the condition is true.</summary>
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

/// <summary>A user that <c>bin/admin populate</c> created, and their room.</summary>
internal sealed record Person(string Token, string Chat);
