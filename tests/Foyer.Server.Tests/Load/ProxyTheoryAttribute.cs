using System.Runtime.CompilerServices;

namespace Foyer.Server.Tests.Load;

/// <summary>A theory behind real proxies; skipped where they are not installed.</summary>
public sealed class ProxyTheoryAttribute : TheoryAttribute
{
    public ProxyTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!Proxy.IsHere("nginx") || !Proxy.IsHere("haproxy") || !Proxy.IsHere("caddy"))
            Skip = "needs nginx, haproxy and caddy";
    }
}
