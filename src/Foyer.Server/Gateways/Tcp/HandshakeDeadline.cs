using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Closes connections that have not finished the TLS handshake in time, however many bytes arrive.</summary>
public sealed class HandshakeDeadline(TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Runs before TLS.</summary>
    public async Task BeginAsync(ConnectionContext context, ConnectionDelegate next)
    {
        using var late = new CancellationTokenSource(Longest, time);
        await using var abort = late.Token.Register(() =>
            context.Abort(new ConnectionAbortedException("The TLS handshake took too long."))
        );
        context.Items[this] = late;
        await next(context);
    }

    /// <summary>Runs after TLS.</summary>
    public Task End(ConnectionContext context, ConnectionDelegate next)
    {
        ((CancellationTokenSource)context.Items[this]!).CancelAfter(Timeout.InfiniteTimeSpan);
        return next(context);
    }
}
