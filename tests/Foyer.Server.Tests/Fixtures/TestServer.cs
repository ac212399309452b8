using System.Runtime.CompilerServices;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Http.Middleware;
using Foyer.Server.Settings;
using Foyer.Server.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>
/// The real server on a free port, with a real database in a folder of its own, a clock that tests move, and password hashes
/// that cost little.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private readonly bool keep;

    private TestServer(WebApplication app, string folder, TestClock clock, bool keep)
    {
        this.app = app;
        this.folder = folder;
        this.keep = keep;
        Clock = clock;
        Address = HttpGateway.LocalAddress(app);
    }

    public string Address { get; }

    public TestClock Clock { get; }

    public string Data => folder;

    public IServiceProvider Services => app.Services;

    public FoyerSettings Settings => Get<FoyerSettings>();

    /// <param name="settings">Such as <c>--Foyer:Mail:Enabled=true</c>.</param>
    public static Task<TestServer> StartAsync(params string[] settings) =>
        StartAsync(NewFolder(), keep: false, new TestClock(), CheapHashes, settings);

    public static Task<TestServer> StartAsync(Action<IServiceCollection> adjust, params string[] settings) =>
        StartAsync(NewFolder(), keep: false, new TestClock(), CheapHashes + adjust, settings);

    /// <summary>On a folder that outlives the server, for tests of a restart.</summary>
    public static Task<TestServer> StartOnAsync(string folder, params string[] settings) =>
        StartAsync(folder, keep: true, new TestClock(), CheapHashes, settings);

    /// <summary>Starts on a folder with the password hashes and the pepper that are in it, at the given instant.</summary>
    public static Task<TestServer> StartAtAsync(string folder, DateTimeOffset start, params string[] settings) =>
        StartAsync(folder, keep: true, new TestClock(start), _ => { }, settings);

    public static string NewFolder() => Directory.CreateTempSubdirectory("foyer-test-").FullName;

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A person without an account.</summary>
    public Person Stranger(string agent = "Test/1.0") => new(this, agent);

    /// <summary>A person who is signed in, and confirmed where the server requires it. The first one owns the server.</summary>
    public async Task<Person> RegisterAsync(string name)
    {
        var person = Stranger();
        await person.RegisterAsync(name);
        if (Settings.Registration.ConfirmEmail)
            await person.ConfirmAsync();
        await person.SignInAsync();
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keep)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Sets SQLite up as the server does, before a test opens a file while no server has run in the process.</summary>
    [ModuleInitializer]
    internal static void SetUpSqlite() => SqliteNative.Use();

    private static void CheapHashes(IServiceCollection services) =>
        services.AddSingleton(new Passwords([1, 2, 3], cost: 4));

    private static async Task<TestServer> StartAsync(
        string folder,
        bool keep,
        TestClock clock,
        Action<IServiceCollection> adjust,
        string[] settings
    )
    {
        string[] args = ["--urls", "http://127.0.0.1:0", "--data", folder, "--Foyer:Tcp:Enabled=false", .. settings];
        var app = Program.Build(
            args,
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddSingleton<MailWorkerLog>();
                services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<MailWorkerLog>());
                // The servers of many tests share the threads of one process, and their number says nothing about one of them.
                services.AddSingleton(new ThreadPoolQueue(() => 0));
                adjust(services);
            }
        );
        await app.StartAsync();
        return new TestServer(app, folder, clock, keep);
    }
}
