using Foyer.Server.Tests.Load;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>A server behind a proxy with the configuration of docs/self-hosting.md.</summary>
public sealed class ProxyFixture : BrowserFixture
{
    private readonly Proxy proxy;

    private ProxyFixture(Proxy proxy)
        : base(new RunningServer($"--Foyer:PublicUrl={Public(proxy)}", "--Foyer:Http:TrustedProxies:0=127.0.0.1")) =>
        this.proxy = proxy;

    public override string Address => Public(proxy);

    internal static async Task<ProxyFixture> OpenAsync(string kind)
    {
        var server = new ProxyFixture(new Proxy(kind, TrustedCertificate.File, TrustedCertificate.KeyFile));
        await server.InitializeAsync();
        return server;
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await proxy.StartAsync(new Uri(Server.Address));
    }

    public override async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await base.DisposeAsync();
    }

    private static string Public(Proxy proxy) => proxy.Address.GetLeftPart(UriPartial.Authority);
}
