namespace Foyer.Server.Tests.Load;

/// <summary>A theory behind real proxies; skipped where they are not installed.</summary>
public sealed class ProxyTheoryAttribute : TheoryAttribute
{
    public ProxyTheoryAttribute()
    {
        if (!Proxy.IsHere("nginx") || !Proxy.IsHere("haproxy"))
            Skip = "needs nginx and haproxy";
    }
}
