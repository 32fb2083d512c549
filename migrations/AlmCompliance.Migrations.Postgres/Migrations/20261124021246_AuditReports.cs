using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AlmCompliance.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AuditReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditReports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ScopeKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ZoneIds = table.Column<string>(type: "text", nullable: true),
                    AskedAsOf = table.Column<long>(type: "bigint", nullable: true),
                    AsOf = table.Column<long>(type: "bigint", nullable: true),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestedByKind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestedById = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestedAt = table.Column<long>(type: "bigint", nullable: false),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hosts = table.Column<int>(type: "integer", nullable: false),
                    Covered = table.Column<int>(type: "integer", nullable: false),
                    InScope = table.Column<int>(type: "integer", nullable: false),
                    Files = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    KeepUntil = table.Column<long>(type: "bigint", nullable: true),
                    ScheduleId = table.Column<Guid>(type: "uuid", nullable: true),
                    MailedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditReports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReportSchedules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Cron = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ZoneIds = table.Column<string>(type: "text", nullable: true),
                    Language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    KeepDays = table.Column<int>(type: "integer", nullable: true),
                    MailTo = table.Column<string>(type: "text", nullable: false),
                    SetBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SetAt = table.Column<long>(type: "bigint", nullable: false),
                    SeenTo = table.Column<long>(type: "bigint", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportSchedules", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditReports_Number",
                table: "AuditReports",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditReports_ScheduleId",
                table: "AuditReports",
                column: "ScheduleId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditReports_State",
                table: "AuditReports",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditReports");

            migrationBuilder.DropTable(
                name: "ReportSchedules");
        }
    }
}
