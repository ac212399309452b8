using Foyer.Server.Tests.Load;

namespace Foyer.Browser.Tests.House;

/// <summary>A server behind a proxy with the configuration of docs/self-hosting.md.</summary>
public sealed class HouseBehindProxy : OpenHouse
{
    private readonly Proxy proxy;

    private HouseBehindProxy(Proxy proxy)
        : base(new RunningServer($"--Foyer:PublicUrl={Public(proxy)}", "--Foyer:Http:TrustedProxies:0=127.0.0.1")) =>
        this.proxy = proxy;

    public override string Address => Public(proxy);

    internal static async Task<HouseBehindProxy> OpenAsync(string kind)
    {
        var house = new HouseBehindProxy(new Proxy(kind, TrustedCertificate.File, TrustedCertificate.KeyFile));
        await house.InitializeAsync();
        return house;
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await proxy.StartAsync(new Uri(Server.Address));
    }

    public override async Task DisposeAsync()
    {
        await proxy.DisposeAsync();
        await base.DisposeAsync();
    }

    private static string Public(Proxy proxy) => proxy.Address.GetLeftPart(UriPartial.Authority);
}
