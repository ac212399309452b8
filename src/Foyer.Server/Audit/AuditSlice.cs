namespace Foyer.Server.Audit;

public static class AuditSlice
{
    public static void AddAudit(this IServiceCollection services) => services.AddSingleton<AuditLog>();
}
