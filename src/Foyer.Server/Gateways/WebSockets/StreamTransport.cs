using System.Buffers;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// A stream that the web server upgraded. One write is in progress at a time; further bytes wait in the outbox.
/// </summary>
internal sealed class StreamTransport(Stream stream, Connection connection) : Transport
{
    private const int BufferSize = 8192;

    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Polite = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource gone = new();
    private byte[] last = [];
    private bool writing;
    private bool ending;
    private TimeSpan patience;

    /// <summary>Cancelled when the connection is over and nothing is to be sent any more.</summary>
    public CancellationToken Gone => gone.Token;

    /// <summary>
    /// Runs a connection from its beginning to its end. Each piece that is read is passed to the shard; the next is read when the
    /// shard has processed it.
    /// </summary>
    public static async Task CarryAsync(
        Stream input,
        Stream output,
        SocketConnection connection,
        CancellationToken aborted
    )
    {
        var transport = new StreamTransport(output, connection);
        connection.Use(transport);
        connection.Shard.Post(connection.Open);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, transport.Gone);
        try
        {
            while (await ReadAsync(input, connection, ended.Token)) { }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // Either side has closed the connection.
        }
        await connection.Shard.PostAsync(() => connection.End());
    }

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        if (writing)
            return 0;
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        var write = stream.WriteAsync(buffer.AsMemory(0, bytes.Length), gone.Token);
        if (write.IsCompletedSuccessfully)
            ArrayPool<byte>.Shared.Return(buffer);
        else
        {
            writing = true;
            _ = FinishAsync(write, buffer);
        }
        return bytes.Length;
    }

    public override void Finish(ReadOnlySpan<byte> rest, bool peerHasFinished)
    {
        ending = true;
        patience = peerHasFinished ? TimeSpan.Zero : Polite;
        last = rest.ToArray();
        gone.CancelAfter(Stalled);
        if (!writing)
            Part();
    }

    public override void Abort() => gone.Cancel();

    private static async Task<bool> ReadAsync(Stream stream, SocketConnection connection, CancellationToken ended)
    {
        // A read into an empty buffer waits without one: an idle connection holds no buffer.
        _ = await stream.ReadAsync(Memory<byte>.Empty, ended);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var length = await stream.ReadAsync(buffer, ended);
            if (length > 0)
                await connection.Shard.PostAsync(() => connection.Receive(buffer.AsSpan(0, length)));
            return length > 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task FinishAsync(ValueTask write, byte[] buffer)
    {
        var failed = false;
        try
        {
            await write;
        }
        catch (Exception)
        {
            // The peer is gone; the cause does not matter.
            failed = true;
        }
        ArrayPool<byte>.Shared.Return(buffer);
        connection.Shard.Post(() => Continue(failed));
    }

    private void Continue(bool failed)
    {
        writing = false;
        if (failed)
            connection.End();
        else if (ending)
            Part();
        else
            connection.Flush();
    }

    // The peer gets a moment to respond to the close frame; closing with its bytes unread could make it lose that frame.
    private void Part()
    {
        if (last.Length > 0)
            Write(last);
        last = [];
        if (!writing)
            gone.CancelAfter(patience);
    }
}
