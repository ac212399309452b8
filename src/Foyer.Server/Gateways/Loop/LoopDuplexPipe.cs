using System.Buffers;
using System.IO.Pipelines;
using Foyer.Server.Gateways.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A socket of the loop that is used by a task, such as the dialogue of a sign-in, until it becomes a connection of a shard. The
/// task holds the ends of two pipes; the loop fills one and empties the other.
/// </summary>
internal sealed class LoopDuplexPipe : DefaultConnectionContext, IEpollHandler, IHandover
{
    private readonly LoopShard loop;
    private readonly int descriptor;
    private readonly Pipe incoming;
    private readonly Pipe outgoing;
    private readonly CancellationTokenSource closed = new();
    private TaskCompletionSource? room;
    private Task sending = Task.CompletedTask;
    private bool full;
    private bool peerHasFinished;
    private bool left;

    private LoopDuplexPipe(LoopShard loop, int descriptor)
    {
        this.loop = loop;
        this.descriptor = descriptor;
        incoming = new Pipe(new PipeOptions(writerScheduler: loop.Scheduler, useSynchronizationContext: false));
        outgoing = new Pipe(new PipeOptions(readerScheduler: loop.Scheduler, useSynchronizationContext: false));
        Transport = new Ends(incoming.Reader, outgoing.Writer);
        RemoteEndPoint = LinuxNative.PeerOf(descriptor);
        ConnectionClosed = closed.Token;
    }

    /// <summary>Begins to read for the task.</summary>
    public static async Task<ConnectionContext> OpenAsync(LoopShard loop, int descriptor)
    {
        var line = new LoopDuplexPipe(loop, descriptor);
        await loop.PostAsync(line.Open);
        return line;
    }

    public void Ready(Readiness readiness)
    {
        if (room is not null && readiness.HasFlag(Readiness.Writable))
            room.TrySetResult();
        else if (readiness.HasFlag(Readiness.Readable))
            Read();
    }

    public void Fail() => Lose();

    /// <inheritdoc/>
    public void HandOver(SocketConnection connection)
    {
        outgoing.Writer.Complete();
        loop.Post(() => Become(connection));
    }

    public override void Abort(ConnectionAbortedException abortReason) => loop.Post(Lose);

    public override ValueTask DisposeAsync()
    {
        outgoing.Writer.Complete();
        loop.Post(Part);
        return ValueTask.CompletedTask;
    }

    private void Open()
    {
        loop.Watch(descriptor, this);
        sending = SendAsync();
    }

    private void Read()
    {
        // Readiness for reading while it is not awaited: epoll reports an error this way.
        if (full || peerHasFinished)
        {
            Lose();
            return;
        }
        var length = LinuxNative.Receive(descriptor, loop.Buffer);
        if (length > 0)
            _ = PassAsync(length);
        else if (length == 0)
            Finish();
        else if (!LinuxNative.ShouldRetry)
            Lose();
    }

    // When the peer sends faster than the task reads, further bytes wait in the kernel.
    private async Task PassAsync(int length)
    {
        incoming.Writer.Write(loop.Buffer[..length]);
        var passing = incoming.Writer.FlushAsync();
        full = !passing.IsCompleted;
        if (!full)
            return;
        Rewatch();
        await passing;
        full = false;
        Rewatch();
    }

    private void Finish()
    {
        peerHasFinished = true;
        incoming.Writer.Complete();
        Rewatch();
    }

    private async Task SendAsync()
    {
        while (!left)
        {
            var read = await outgoing.Reader.ReadAsync();
            foreach (var piece in read.Buffer)
                await SendAsync(piece);
            outgoing.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0 && !left)
        {
            var sent = LinuxNative.Send(descriptor, bytes.Span);
            if (sent >= 0)
                bytes = bytes[sent..];
            else if (LinuxNative.ShouldRetry)
                await RoomAsync();
            else
                Lose();
        }
    }

    private async Task RoomAsync()
    {
        room = new TaskCompletionSource();
        Rewatch();
        await room.Task;
        room = null;
        Rewatch();
    }

    // A peer that has not even read the replies of the sign-in would be too slow for everything that follows.
    private void Become(SocketConnection connection)
    {
        if (left || !sending.IsCompleted)
        {
            Lose();
            connection.Discard();
            return;
        }
        left = true;
        loop.Forget(descriptor);
        var unread = incoming.Reader.TryRead(out var read) ? read.Buffer.ToArray() : [];
        var home = (LoopShard)connection.Shard;
        var transport = new LoopTransport(home, descriptor, connection);
        home.Post(() => transport.Open(answer: [], unread));
    }

    // The closing frame waits in the kernel, or the peer does not read.
    private void Part()
    {
        if (!left && sending.IsCompleted)
        {
            left = true;
            LingeringClose.Begin(loop, descriptor, rest: default);
        }
        else
            Lose();
    }

    private void Lose()
    {
        if (left)
            return;
        left = true;
        loop.Close(descriptor);
        incoming.Writer.Complete(new ConnectionResetException("The peer is gone."));
        room?.TrySetResult();
        _ = closed.CancelAsync();
    }

    private void Rewatch()
    {
        if (!left)
            loop.Rewatch(
                descriptor,
                (full || peerHasFinished ? Readiness.None : Readiness.Readable)
                    | (room is null ? Readiness.None : Readiness.Writable)
            );
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

/// <summary>Runs continuations on the loop, for the ends of the pipes that the loop holds.</summary>
internal sealed class LoopScheduler(LoopShard loop) : PipeScheduler
{
    public override void Schedule(Action<object?> action, object? state) => loop.Post(() => action(state));
}
