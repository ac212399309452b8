namespace Foyer.Browser.Tests.Fixtures;

/// <summary>A server where one account may sign in more often than ten times a minute, as a class of tests does.</summary>
public sealed class UnlimitedSignIns() : BrowserFixture(new RunningServer("--Foyer:Limits:SignInsPerMinute=0"));
