namespace Foyer.Bench.Load;

/// <summary>
/// Sends messages in rooms and counts exactly what arrives: each client must receive each message of its room once, a sender's
/// messages in the order they were sent, and, where the server numbers changes, every number in sequence.
/// </summary>
internal sealed class MessageTraffic
{
    private readonly ClientPool pool;
    private readonly int rooms;
    private readonly int members;
    private readonly int[] sent;
    private readonly int[] turns;
    private readonly Heard[] heard;
    private readonly bool numbered;
    private readonly byte[]? unmarked;

    /// <param name="numbered">Whether the server's messages carry a version.</param>
    public MessageTraffic(ClientPool pool, int rooms, bool numbered)
    {
        this.pool = pool;
        this.rooms = rooms;
        this.numbered = numbered;
        unmarked = pool.Dialect.Unmarked;
        members = pool.Clients.Count / rooms;
        sent = new int[rooms];
        turns = new int[rooms];
        heard = [.. pool.Clients.Select(_ => new Heard(members))];
        pool.Heard = Take;
    }

    public long Sent { get; private set; }

    public long Delivered { get; private set; }

    public long Doubled { get; private set; }

    public long Disordered { get; private set; }

    /// <summary>Messages that the server explicitly refused.</summary>
    public long Refused { get; private set; }

    public long Missing => ((Sent - Refused) * (unmarked is null ? members : members - 1)) - Delivered;

    /// <summary>Null while latencies do not count.</summary>
    public Latencies? Latencies { get; set; }

    /// <summary>Called when a client receives its own message and may send the next one.</summary>
    public Action<LoadClient>? Echoed { get; set; }

    /// <summary>Sends the next message in turn: rooms one after the other, and in each room its members.</summary>
    public void SendNext(long due)
    {
        var room = (int)(Sent % rooms);
        Send(pool.Clients[room + (turns[room]++ % members * rooms)], due);
    }

    public void Send(LoadClient client, long due)
    {
        var marker = new Marker(due, client.Room, sent[client.Room]++, client.Number);
        Sent++;
        client.SendText(pool.Dialect.Message(client, marker.Write()));
    }

    private void Take(LoadClient client, ReadOnlySpan<byte> text)
    {
        if (unmarked is not null && text.StartsWith(unmarked))
            Delivered++;
        if (!Marker.TryFind(text, out var marker))
            return;
        if (text.StartsWith("{\"event_type\":\"error\""u8))
        {
            Refused++;
            return;
        }
        var own = heard[client.Number];
        if (marker.Room != client.Room || !own.First(marker.Number))
        {
            Doubled++;
            return;
        }
        Delivered++;
        if (!own.InOrder(marker.Sender / rooms, marker.Number) || (numbered && !own.Follows(text)))
            Disordered++;
        Latencies?.Add(ClientPool.Now - marker.Due);
        if (marker.Sender == client.Number)
            Echoed?.Invoke(client);
    }

    /// <summary>What one client has received.</summary>
    private sealed class Heard(int members)
    {
        private readonly int[] lastOf = new int[members];
        private ulong[] numbers = new ulong[16];
        private long version;

        public bool First(int number)
        {
            var (word, bit) = (number >> 6, 1ul << number);
            if (word >= numbers.Length)
                Array.Resize(ref numbers, Math.Max(word + 1, numbers.Length * 2));
            var first = (numbers[word] & bit) == 0;
            numbers[word] |= bit;
            return first;
        }

        public bool InOrder(int sender, int number)
        {
            var inOrder = number >= lastOf[sender];
            lastOf[sender] = number;
            return inOrder;
        }

        public bool Follows(ReadOnlySpan<byte> text)
        {
            var next = Numbers.After(text, "\"version\":"u8);
            var follows = version == 0 || next == version + 1;
            version = next;
            return follows;
        }
    }
}
