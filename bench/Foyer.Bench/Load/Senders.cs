namespace Foyer.Bench.Load;

/// <summary>
/// Clients that each post a message, wait until it is acknowledged, and post the next. They are not subscribed to the room, so
/// only the acknowledgement is sent to them.
/// </summary>
internal sealed class Senders
{
    private readonly ClientPool pool;
    private readonly Func<int, string> text;
    private readonly int[] waiting;
    private readonly long most;

    /// <param name="text">Returns additional text for the message with this number.</param>
    /// <param name="most">The total number of messages.</param>
    public Senders(ClientPool pool, Func<int, string> text, long most = long.MaxValue)
    {
        this.pool = pool;
        this.text = text;
        this.most = most;
        waiting = new int[pool.Clients.Count];
        pool.Heard = Take;
    }

    public long Sent { get; private set; }

    public long Acknowledged { get; private set; }

    public long Doubled { get; private set; }

    public long Refused { get; private set; }

    public Latencies? Latencies { get; set; }

    public bool Stopped { get; set; }

    public void Begin()
    {
        foreach (var client in pool.Clients)
            Post(client);
    }

    private void Post(LoadClient client)
    {
        if (Stopped || Sent == most)
            return;
        var number = (int)Sent++;
        waiting[client.Number] = number;
        var marker = new Marker(ClientPool.Now, client.Room, number, client.Number).Write();
        client.SendText(
            $$"""{"event_type":"chat_message","chat":{{client.Chat}},"text":"{{text(number)}}","client_id":"{{marker}}"}"""
        );
    }

    private void Take(LoadClient client, ReadOnlySpan<byte> heard)
    {
        // A client that is not subscribed gets the room's unread count after a message: that is not a delivery.
        if (heard.StartsWith("{\"event_type\":\"unread\""u8) || !Marker.TryFind(heard, out var marker))
            return;
        if (heard.StartsWith("{\"event_type\":\"error\""u8))
        {
            Refused++;
            Post(client);
            return;
        }
        if (marker.Sender != client.Number || marker.Number != waiting[client.Number])
        {
            Doubled++;
            return;
        }
        waiting[client.Number] = -1;
        Acknowledged++;
        Latencies?.Add(ClientPool.Now - marker.Due);
        Post(client);
    }
}
