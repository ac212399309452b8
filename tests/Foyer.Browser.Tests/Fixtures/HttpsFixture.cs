namespace Foyer.Browser.Tests.Fixtures;

/// <summary>A server that speaks HTTPS itself: browsers come by HTTP/2.</summary>
public sealed class HttpsFixture() : BrowserFixture(RunningServer.Secure());
