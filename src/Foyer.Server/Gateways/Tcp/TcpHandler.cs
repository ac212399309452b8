using System.Net;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Serves one terminal after the other's fault: first the dialogue, then the live connection.</summary>
public sealed partial class TcpHandler(
    SignIn signIn,
    Registrations registration,
    EmailConfirmations confirmation,
    Sessions sessions,
    RoomQueries reading,
    DeliveryReceipts delivery,
    Hub hub,
    PendingSignIns halfOpen,
    ConnectionCount count,
    ReadyFrame welcome,
    TcpCommands commands,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<TcpHandler> log
) : ConnectionHandler
{
    /// <summary>However lively the dialogue is.</summary>
    public static readonly TimeSpan LoginInAll = TimeSpan.FromSeconds(180);

    private const int MostRooms = 200;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        LogConnected(address);
        try
        {
            var line = new EnvelopeStream(connection);
            if (await SignInAsync(line) is not { } entered)
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

    private async Task<SignedInTerminal?> SignInAsync(EnvelopeStream line)
    {
        var silence = TimeSpan.FromSeconds(settings.Tcp.LoginTimeoutSeconds);
        using var inAll = new CancellationTokenSource(LoginInAll, time);
        using var silent = new CancellationTokenSource(silence, time);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(
            inAll.Token,
            silent.Token,
            line.Context.ConnectionClosed
        );
        line.Heard = () => silent.CancelAfter(silence);
        var dialogue = new SignInFlow(
            line,
            DeviceOf(line.Context),
            signIn,
            sessions,
            registration,
            confirmation,
            settings
        );
        try
        {
            return await dialogue.RunAsync(late.Token);
        }
        catch (OperationCanceledException) when (inAll.IsCancellationRequested || silent.IsCancellationRequested)
        {
            await line.FailAsync(
                Refusal.Of(408, "timeout", "Signing in took too long."),
                line.Context.ConnectionClosed
            );
            return null;
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
            connection = await GreetAsync(line, caller, entered.Device, leaving);
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

    private async Task<TcpConnection> GreetAsync(
        EnvelopeStream line,
        Caller caller,
        Device device,
        Action<string> leaving
    )
    {
        var rooms = await reading.MyRoomsAsync(caller, 0, MostRooms, line.Context.ConnectionClosed, online: true);
        var ready = await welcome.SendAsync(caller, line.Context.ConnectionClosed);
        var waiting = await delivery.CountAsync(caller, line.Context.ConnectionClosed);
        var signedIn = TcpFrames.System(
            json =>
            {
                json.WriteString("state"u8, "signed_in"u8);
                json.WritePropertyName("user"u8);
                new PublicUser(caller.User, caller.Username, caller.Avatar).Write(json);
                json.WriteString("url"u8, settings.PublicUrl);
                json.WriteNumber("undelivered"u8, waiting);
                json.WriteStartArray("chats"u8);
                RoomRequestGroup.WriteRooms(json, rooms, caller.User);
                json.WriteEndArray();
            },
            line.Codec
        );
        line.Parser.Limit = FrameParser.SignedInLimit;
        var connection = new TcpConnection(hub.NextShard(), caller, line.Codec, line.Parser, commands)
        {
            Device = device,
            Greeting = [signedIn, ready],
            IsLeaving = leaving,
        };
        foreach (var room in rooms)
            connection.Know(room);
        return connection;
    }

    private static Device DeviceOf(ConnectionContext context) =>
        new((context.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "", "Terminal");

    [LoggerMessage(LogLevel.Information, "A terminal connected from {Address}.")]
    private partial void LogConnected(IPAddress? address);

    [LoggerMessage(LogLevel.Information, "A terminal from {Address} left without signing in.")]
    private partial void LogNotSignedIn(IPAddress? address);

    [LoggerMessage(LogLevel.Error, "A terminal's connection failed; it was closed.")]
    private partial void LogFault(Exception fault);
}
