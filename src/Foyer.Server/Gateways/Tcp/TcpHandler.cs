using System.Net;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Serves each terminal: first the sign-in flow, then the live connection.</summary>
public sealed partial class TcpHandler(
    TerminalSignIn signIn,
    TerminalGreeting greeting,
    Sessions sessions,
    PendingSignIns halfOpen,
    ConnectionCount count,
    ILogger<TcpHandler> log
) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        LogConnected(address);
        try
        {
            var line = new EnvelopeStream(connection);
            if (await signIn.RunAsync(line) is not { } entered)
            {
                LogNotSignedIn(address);
                return;
            }
            halfOpen.Leave(connection);
            await WelcomeAsync(line, entered);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The peer went away, or the server stops.
        }
        catch (Exception fault)
        {
            LogFault(fault);
        }
    }

    private async Task WelcomeAsync(EnvelopeStream line, SignedInTerminal entered)
    {
        var caller = entered.Caller;
        var address = (line.Context.RemoteEndPoint as IPEndPoint)?.Address;
        if (count.Enter(caller.User, address) is { } refusal)
        {
            await line.FailAsync(refusal, line.Context.ConnectionClosed);
            return;
        }
        Action<string> leaving = reason =>
        {
            count.Leave(caller.User, address, reason);
            if (!entered.IsByToken)
                _ = EndSessionAsync(caller);
        };
        TcpConnection connection;
        try
        {
            connection = await greeting.ConnectAsync(line, caller, entered.Device, leaving);
        }
        catch
        {
            leaving("it could not be set up");
            throw;
        }
        await CarryAsync(line.Context, connection);
    }

    private static Task CarryAsync(ConnectionContext line, TcpConnection connection)
    {
        if (line is not IHandover handover)
            return StreamTransport.CarryAsync(
                line.Transport.Input.AsStream(leaveOpen: true),
                line.Transport.Output.AsStream(leaveOpen: true),
                connection,
                line.ConnectionClosed
            );
        handover.HandOver(connection);
        return Task.CompletedTask;
    }

    // Nobody else holds its token.
    private async Task EndSessionAsync(Caller caller)
    {
        try
        {
            await sessions.EndAsync(caller, caller.Session, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(LogLevel.Information, "A terminal connected from {Address}.")]
    private partial void LogConnected(IPAddress? address);

    [LoggerMessage(LogLevel.Information, "A terminal from {Address} left without signing in.")]
    private partial void LogNotSignedIn(IPAddress? address);

    [LoggerMessage(LogLevel.Error, "A terminal's connection failed; it was closed.")]
    private partial void LogFault(Exception fault);
}
