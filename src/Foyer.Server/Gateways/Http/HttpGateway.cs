using System.Net;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Foyer.Server.Gateways.Http;

/// <summary>The web's door: limits of the connection, then one guard after the other, then the endpoints.</summary>
public static class HttpGateway
{
    public static void AddHttpGateway(this IServiceCollection services, FoyerSettings settings)
    {
        services.Configure<KestrelServerOptions>(kestrel => SetLimits(kestrel, settings));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
        // The keys of forms lie beside the other secrets, in a folder that nobody else can read.
        services.AddDataProtection().SetApplicationName("Foyer");
        services
            .AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<DataFolder, ILoggerFactory>(
                (keys, folder, log) =>
                    keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                        new DirectoryInfo(folder.Folder("keys/forms")),
                        log
                    )
            );
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "foyer_form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.HeaderName = "RequestVerificationToken";
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<PasskeyCeremony>();
        services.AddSingleton(new ThreadPoolQueue(() => ThreadPool.PendingWorkItemCount));
        services.AddApiDocument();
        services.AddDocumentCache();
    }

    public static void UseHttpGateway(this WebApplication app, FoyerSettings settings)
    {
        app.UseProxies(settings);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Faults>();
        app.UseMiddleware<Hosts>();
        app.UseRouting();
        app.UseMiddleware<Origins>();
        app.UseMiddleware<Identity>();
        app.UseMiddleware<OverloadMiddleware>();
        app.UseDocumentCache();
        app.UseMiddleware<Bodies>();
        app.Lifetime.ApplicationStarted.Register(() => settings.PublicUrl ??= Opening.Address(app));
    }

    /// <summary>
    /// The guards alone, for a request that somebody else than the web server has read. What passes them reaches the end.
    /// </summary>
    internal static RequestDelegate Guards(IServiceProvider services, FoyerSettings settings, RequestDelegate end)
    {
        var app = new ApplicationBuilder(services);
        app.UseProxies(settings);
        app.UseMiddleware<Hosts>();
        app.UseMiddleware<Origins>();
        app.UseMiddleware<Identity>();
        app.Run(end);
        return app.Build();
    }

    private static void UseProxies(this IApplicationBuilder app, FoyerSettings settings)
    {
        if (settings.Http.TrustedProxies.Length > 0)
            app.UseForwardedHeaders(Forwarded(settings.Http.TrustedProxies));
    }

    private static void SetLimits(KestrelServerOptions kestrel, FoyerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Body.Largest;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        long? connections = settings.Limits.Connections is > 0 and var most ? most : null;
        kestrel.Limits.MaxConcurrentConnections = connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = connections;
        if (settings.Http.CertificatePath is { } path)
            kestrel.ConfigureHttpsDefaults(https =>
                https.ServerCertificate =
                    System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
                        path,
                        settings.Http.KeyPath
                    )
            );
    }

    private static ForwardedHeadersOptions Forwarded(string[] proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        return options;
    }
}
