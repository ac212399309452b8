using System.Buffers;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Sockets;

/// <summary>A stream that the web server upgraded. One write is under way at a time; what comes meanwhile waits in the outbox.</summary>
internal sealed class StreamTransport(Stream stream, Connection connection) : Transport
{
    private readonly CancellationTokenSource gone = new();
    private bool writing;
    private bool ending;

    /// <summary>Cancelled when the connection is over and nothing is to be sent any more.</summary>
    public CancellationToken Gone => gone.Token;

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

    public override void Close(bool graceful)
    {
        ending = true;
        if (!graceful || !writing)
            Leave(graceful);
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
            // The peer is gone; how does not matter.
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
            Leave(graceful: true);
        else
            connection.Flush();
    }

    // A polite peer gets a moment to answer the close frame; closing under its unread bytes could cost it that frame.
    private void Leave(bool graceful)
    {
        if (graceful)
            gone.CancelAfter(TimeSpan.FromSeconds(2));
        else
            gone.Cancel();
    }
}
