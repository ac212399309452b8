using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Settings;
using Foyer.Server.Web;

namespace Foyer.Server;

/// <summary>From the command line to the first accepted connection, and from the signal to stop to exit code 0.</summary>
public static class ServerHost
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    // Until then a failure is printed as one sentence, and the framework need not log it as well.
    private static volatile bool hasStarted;

    /// <summary>Runs until SIGTERM or Ctrl-C; a failure to start is printed as one sentence.</summary>
    public static Task<int> RunAsync(Func<WebApplication> build) =>
        ReportFailureAsync(async () =>
        {
            await using var app = build();
            await Task.WhenAll(StartupWarmup.RunAsync(app), StayOpenAsync(app));
            return 0;
        });

    /// <summary>Runs something whose foreseeable failures end in a sentence on standard error and exit code 1.</summary>
    public static async Task<int> ReportFailureAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception refused) when (StartupFailure.Sentence(refused) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    public static WebApplicationBuilder CreateBuilder(string[] args, out FoyerSettings settings)
    {
        using var errors = new StringWriter();
        if (ServerSources.Open(args, errors, out settings) is not { } builder)
            throw new StartupException(errors.ToString().TrimEnd());
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultAddress);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", _ => hasStarted);
        return builder;
    }

    /// <summary>Requires a setup code for the first account when the server listens on addresses that others can reach.</summary>
    public static SetupCode CreateSetupCode(IConfiguration configuration) =>
        new(
            (configuration["urls"] ?? DefaultAddress)
                .Split(';')
                .Any(url => !WebAddress.IsLoopback(BindingAddress.Parse(url).Host))
        );

    private static async Task StayOpenAsync(WebApplication app)
    {
        await app.StartAsync();
        hasStarted = true;
        Console.WriteLine($"Foyer is open at {HttpGateway.LocalAddress(app)}");
        ShowDoor(app.Services.GetRequiredService<TcpServer>());
        await InviteOwnerAsync(app);
        await app.WaitForShutdownAsync();
    }

    private static void ShowDoor(TcpServer server)
    {
        if (server.Address is { } address)
            Console.WriteLine($"Terminal clients connect to {address}");
        if (server.Fingerprint is { } fingerprint)
            Console.WriteLine($"The key of that door has the fingerprint sha256:{fingerprint}");
    }

    private static async Task InviteOwnerAsync(WebApplication app)
    {
        var code = app.Services.GetRequiredService<SetupCode>().Code;
        if (
            code is null
            || await app.Services.GetRequiredService<Registrations>().HasAccountsAsync(CancellationToken.None)
        )
            return;
        Console.WriteLine(
            $"Make the first account, which owns this server, at {HttpGateway.LocalAddress(app)}/register?setup={code}"
        );
    }
}
