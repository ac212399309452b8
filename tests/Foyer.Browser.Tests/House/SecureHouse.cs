namespace Foyer.Browser.Tests.House;

/// <summary>A server that speaks HTTPS itself: browsers come by HTTP/2.</summary>
public sealed class SecureHouse() : OpenHouse(RunningServer.Secure());
