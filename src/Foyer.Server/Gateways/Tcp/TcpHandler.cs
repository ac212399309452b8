using System.Net;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Sockets;
using Foyer.Server.Live;
using Foyer.Server.Messages;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Serves one terminal after the other's fault: first the dialogue, then the live connection (S004-14, S004-16).</summary>
public sealed partial class TcpHandler(
    SignIn signIn,
    Registration registration,
    Confirmation confirmation,
    Sessions sessions,
    Reading reading,
    Delivery delivery,
    Hub hub,
    HalfOpen halfOpen,
    ConnectionCount count,
    SocketCommands live,
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
        try
        {
            var line = new TcpLine(connection);
            if (await SignInAsync(line) is not var (caller, device))
                return;
            halfOpen.Leave(connection);
            await WelcomeAsync(line, caller, device);
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

    private async Task<(Caller Caller, Device Device)?> SignInAsync(TcpLine line)
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
        var dialogue = new Dialogue(line, DeviceOf(line.Context), signIn, registration, confirmation, settings);
        try
        {
            return
                await dialogue.RunAsync(late.Token) is { } signedIn
                && !(await sessions.FindAsync(signedIn.Token, dialogue.Device, late.Token)).Refused(
                    out _,
                    out var caller
                )
                ? (caller, dialogue.Device)
                : null;
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

    private async Task WelcomeAsync(TcpLine line, Caller caller, Device device)
    {
        var address = (line.Context.RemoteEndPoint as IPEndPoint)?.Address;
        if (count.Enter(caller.User, address) is { } refusal)
        {
            await line.FailAsync(refusal, line.Context.ConnectionClosed);
            return;
        }
        try
        {
            await CarryAsync(line, await GreetAsync(line, caller, device));
        }
        finally
        {
            count.Leave(caller.User, address);
            // Nobody else holds its token.
            await sessions.EndAsync(caller, caller.Session, CancellationToken.None);
        }
    }

    private async Task<TcpConnection> GreetAsync(TcpLine line, Caller caller, Device device)
    {
        var rooms = await reading.MyRoomsAsync(caller, 0, MostRooms, line.Context.ConnectionClosed);
        var waiting = await delivery.CountAsync(caller, line.Context.ConnectionClosed);
        var signedIn = TcpFrames.System(
            json =>
            {
                json.WriteString("state"u8, "signed_in"u8);
                json.WritePropertyName("user"u8);
                new PublicUser(caller.User, caller.Username, caller.Avatar).Write(json);
                json.WriteNumber("undelivered"u8, waiting);
                json.WriteStartArray("chats"u8);
                RoomRequests.WriteRooms(json, rooms, hub, caller.User);
                json.WriteEndArray();
            },
            line.Codec
        );
        line.Parser.Limit = FrameParser.SignedInLimit;
        var connection = new TcpConnection(hub.NextShard(), caller, line.Codec, line.Parser, commands)
        {
            Device = device,
            Greeting = [signedIn, live.Ready(caller)],
        };
        foreach (var room in rooms)
            connection.Know(room);
        return connection;
    }

    /// <summary>Reads for as long as the peer sends. Each piece is handed to the shard; the next is read when it is done with.</summary>
    private async Task CarryAsync(TcpLine line, TcpConnection connection)
    {
        var (input, output) = (line.Context.Transport.Input, line.Context.Transport.Output.AsStream(leaveOpen: true));
        var transport = new StreamTransport(output, connection);
        connection.Use(transport);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            transport.Gone,
            line.Context.ConnectionClosed
        );
        await OnShardAsync(connection, connection.Open);
        _ = commands.BringAsync(connection);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(ended.Token);
                foreach (var piece in read.Buffer)
                    await OnShardAsync(connection, () => connection.Receive(piece.ToArray()));
                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The peer went away, or we did.
        }
        await OnShardAsync(connection, () => connection.End());
    }

    private static Task OnShardAsync(TcpConnection connection, Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Shard.Post(() =>
        {
            try
            {
                action();
            }
            finally
            {
                done.SetResult();
            }
        });
        return done.Task;
    }

    private static Device DeviceOf(ConnectionContext context) =>
        new((context.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "", "Terminal");

    [LoggerMessage(LogLevel.Error, "A terminal's connection failed; it was closed.")]
    private partial void LogFault(Exception fault);
}
