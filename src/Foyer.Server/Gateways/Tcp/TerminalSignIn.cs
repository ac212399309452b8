using System.Net;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Connections;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Runs the sign-in flow of a terminal within its time limits.</summary>
public sealed class TerminalSignIn(
    SignIn signIn,
    Registrations registration,
    ConfirmationLinks confirmationLinks,
    Sessions sessions,
    FoyerSettings settings,
    TimeProvider time
)
{
    /// <summary>The limit of the whole flow, however active the terminal is.</summary>
    public static readonly TimeSpan LoginInAll = TimeSpan.FromSeconds(180);

    /// <summary>Returns the terminal once it is signed in, or null when it was refused or too slow.</summary>
    internal async Task<SignedInTerminal?> RunAsync(EnvelopeStream line)
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
            confirmationLinks,
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

    private static Device DeviceOf(ConnectionContext context) =>
        new((context.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "", "Terminal");
}
