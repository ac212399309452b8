using System.Threading.Channels;
using Foyer.Protocol.Envelopes;

namespace Foyer.Terminal;

/// <summary>
/// Keeps a connection: signs in, reads, and after a loss comes back with growing pauses, which differ a little so that not
/// everybody comes back at once.
/// </summary>
internal sealed class Link(Door door, Answers answers, bool comesBack, TimeProvider? clock = null) : IDisposable
{
    private static readonly int[] Pauses = [1, 2, 4, 8, 15, 30];

    private readonly Channel<Arrival> arrivals = Channel.CreateUnbounded<Arrival>();
    private readonly CancellationTokenSource over = new();
    private readonly TimeProvider time = clock ?? TimeProvider.System;
    private Wire? wire;

    public ChannelReader<Arrival> Arrivals => arrivals.Reader;

    /// <summary>The first connection, made while the person waits; throws <see cref="Unreachable"/>.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        var signIn = new SignIn(answers, time);
        wire = await Wire.ConnectAsync(door, cancel);
        arrivals.Writer.TryWrite(new SignedIn(await signIn.RunAsync(wire, cancel)));
        _ = RunAsync(new GivenAnswersAgain(signIn.Username, signIn.Password), over.Token);
    }

    /// <summary>False when there is no connection just now.</summary>
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

    public void Dispose()
    {
        over.Cancel();
        wire?.Dispose();
    }

    private async Task RunAsync(GivenAnswersAgain again, CancellationToken cancel)
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
            // We leave.
        }
        finally
        {
            arrivals.Writer.TryComplete();
        }
    }

    private async Task<(Unreachable Why, bool WasIn)> TryAsync(GivenAnswersAgain again, CancellationToken cancel)
    {
        try
        {
            wire = await Wire.ConnectAsync(door, cancel);
            arrivals.Writer.TryWrite(new SignedIn(await new SignIn(again.Fresh(), time).RunAsync(wire, cancel)));
        }
        catch (Unreachable why)
        {
            wire?.Dispose();
            wire = null;
            return (why, false);
        }
        catch (IOException)
        {
            return (new Unreachable("The connection was lost."), false);
        }
        return (await ReadAsync(cancel), true);
    }

    /// <summary>Reads to the end and answers why it came.</summary>
    private async Task<Unreachable> ReadAsync(CancellationToken cancel)
    {
        var why = new Unreachable("The connection was lost.");
        while (await wire!.ReadAsync(cancel) is { } envelope)
        {
            if (envelope.Data.Text("state") == "failed" && envelope.Data.Number("code") is { } code)
                why = new Unreachable(string.Join(' ', envelope.Data.Errors()))
                {
                    IsFinal = code is not (1001 or 1012 or 4408 or 4429),
                };
            else if (envelope.Data.Member("event").Text("event_type") == "ping")
                await SendEventAsync(new { event_type = "pong" });
            else
                arrivals.Writer.TryWrite(new Received(envelope));
        }
        wire.Dispose();
        wire = null;
        return why;
    }

    /// <summary>What was right once.</summary>
    private sealed record GivenAnswersAgain(string? Username, string? Password)
    {
        public GivenAnswers Fresh() => new(Username, Password);
    }
}
