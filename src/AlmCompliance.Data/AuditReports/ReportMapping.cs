using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.AuditReports;

// A few a week, for years.
internal sealed class ReportMapping : IEntityTypeConfiguration<StoredReport>, IEntityTypeConfiguration<ReportSchedule>
{
    public void Configure(EntityTypeBuilder<StoredReport> builder)
    {
        builder.ToTable("AuditReports");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Ignore(r => r.Reference);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.State);
        builder.HasIndex(r => r.ScheduleId);
    }

    public void Configure(EntityTypeBuilder<ReportSchedule> builder)
    {
        builder.ToTable("ReportSchedules");
        builder.Property(s => s.Id).ValueGeneratedNever();
    }
}
