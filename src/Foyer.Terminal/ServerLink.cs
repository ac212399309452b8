using System.Threading.Channels;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>
/// Maintains a connection: signs in, reads, and after a loss reconnects with growing pauses, which vary a little so that not all
/// clients reconnect at once.
/// </summary>
internal sealed class ServerLink(ServerAddress door, SignInAnswers answers, bool comesBack, TimeProvider? clock = null)
    : IDisposable
{
    private static readonly int[] Pauses = [1, 2, 4, 8, 15, 30];

    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly Channel<LinkChange> arrivals = Channel.CreateUnbounded<LinkChange>();
    private readonly CancellationTokenSource over = new();
    private readonly TimeProvider time = clock ?? TimeProvider.System;
    private readonly Channel<string> replies = Channel.CreateUnbounded<string>();
    private EnvelopeConnection? wire;

    /// <summary>True when a user can answer the server's questions during a reconnect; see <see cref="Asked"/>.</summary>
    public bool HasPerson { get; set; }

    public ChannelReader<LinkChange> Arrivals => arrivals.Reader;

    /// <summary>Opens the first connection, while the user waits; throws <see cref="UnreachableException"/>.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        var signIn = new SignIn(answers);
        wire = await EnvelopeConnection.ConnectAsync(door, time, cancel);
        arrivals.Writer.TryWrite(new SignedIn(await signIn.RunAsync(wire, cancel)));
        _ = RunAsync(() => new PresetAnswers(signIn.Username, signIn.Password, signIn.Token, AskAgain()), over.Token);
    }

    /// <summary>Returns false when there is no connection at the moment.</summary>
    public async Task<bool> SendAsync(EnvelopeType type, object data)
    {
        try
        {
            if (wire is not { } open)
                return false;
            await open.SendAsync(type, data, over.Token);
            return true;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }

    public Task<bool> SendEventAsync(object sent) => SendAsync(EnvelopeType.System, new { @event = sent });

    /// <summary>Answers the server's question, see <see cref="Asked"/>.</summary>
    public void Reply(string answer) => replies.Writer.TryWrite(answer);

    public void Dispose()
    {
        over.Cancel();
        wire?.Dispose();
    }

    private async Task RunAsync(Func<PresetAnswers> again, CancellationToken cancel)
    {
        try
        {
            var why = await ReadAsync(cancel);
            for (var tries = 0; why.IsFinal is false && comesBack; )
            {
                var pause = TimeSpan.FromSeconds(
                    Pauses[Math.Min(tries, Pauses.Length - 1)] * (0.75 + Random.Shared.NextDouble() / 2)
                );
                arrivals.Writer.TryWrite(new Lost(why.Message, pause));
                await Task.Delay(pause, time, cancel);
                (why, var wasIn) = await TryAsync(again, cancel);
                tries = wasIn ? 0 : tries + 1;
            }
            arrivals.Writer.TryWrite(new Ended(why.Message));
        }
        catch (OperationCanceledException)
        {
            // The terminal closes.
        }
        finally
        {
            arrivals.Writer.TryComplete();
        }
    }

    private async Task<(UnreachableException Why, bool WasIn)> TryAsync(
        Func<PresetAnswers> again,
        CancellationToken cancel
    )
    {
        try
        {
            wire = await EnvelopeConnection.ConnectAsync(door, time, cancel);
            arrivals.Writer.TryWrite(new SignedIn(await new SignIn(again()).RunAsync(wire, cancel)));
        }
        catch (UnreachableException why)
        {
            wire?.Dispose();
            wire = null;
            return (why, false);
        }
        catch (IOException)
        {
            return (new UnreachableException("The connection was lost."), false);
        }
        return (await ReadAsync(cancel), true);
    }

    /// <summary>Reads until the connection ends and returns the reason.</summary>
    private async Task<UnreachableException> ReadAsync(CancellationToken cancel)
    {
        var why = new UnreachableException("The connection was lost.");
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watching = WatchAsync(wire!, done.Token);
        while (await wire!.ReadAsync(cancel) is { } envelope)
        {
            if (envelope.Data.Text("state") == "failed" && envelope.Data.Number("code") is { } code)
                why = new UnreachableException(string.Join(' ', envelope.Data.Errors()))
                {
                    IsFinal = code is not (1001 or 1012 or 4408 or 4429),
                };
            else if (envelope.Data.Member("event").Text("event_type") == "ping")
                await SendEventAsync(new { event_type = "pong" });
            else if (envelope.Data.Member("event").Text("event_type") != "pong")
                arrivals.Writer.TryWrite(new Received(envelope));
        }
        if (wire.Silence >= GiveUpAfter)
            why = new UnreachableException($"The server has not answered for {GiveUpAfter.TotalSeconds:0} s.");
        await done.CancelAsync();
        await watching;
        wire.Dispose();
        wire = null;
        return why;
    }

    /// <summary>
    /// Pings a silent server, and closes a connection that stays silent: a read does not end when packets are dropped on the way.
    /// </summary>
    private async Task WatchAsync(EnvelopeConnection watched, CancellationToken cancel)
    {
        try
        {
            while (watched.Silence < GiveUpAfter)
            {
                await Task.Delay(Beat, time, cancel);
                // Not awaited: a write to a peer that reads nothing waits until the connection is closed.
                if (watched.Silence >= AskAfter)
                    _ = SendEventAsync(new { event_type = "ping" });
            }
            watched.Dispose();
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private Func<string, string, CancellationToken, Task<string?>>? AskAgain() =>
        HasPerson
            ? async (question, said, cancel) =>
            {
                while (replies.Reader.TryRead(out _)) { }
                arrivals.Writer.TryWrite(new Asked(question, said));
                return await replies.Reader.ReadAsync(cancel);
            }
            : null;
}
