// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/CsvLog.h"
#include "session/runs/Event.h"

#include <vector>

namespace lookaway {

// The rows of a run's CSV files: metrics.csv, steps.csv and changes.csv, written by RunStore and read by RunReader.

const CsvLog::Row& epochColumns();
const CsvLog::Row& stepColumns();
const CsvLog::Row& changeColumns();

CsvLog::Row rowOf(const EpochDone& epoch);
CsvLog::Row rowOf(const StepDone& step);
CsvLog::Row rowOf(const SettingChanged& change);

/// Cells of a row by the name of their column, so that files of older versions with fewer columns are read too.
class NamedRow {
public:
    /// Both outlive this. A row of another length has no cells.
    NamedRow(const CsvLog::Row& header, const CsvLog::Row& row);

    /// Whether there is such a column and it holds a whole number, or a number.
    bool whole(const char* column, std::int64_t& value) const;
    bool number(const char* column, double& value) const;
    /// Empty when there is no such column.
    std::string text(const char* column) const;

private:
    const CsvLog::Row& m_header;
    const CsvLog::Row& m_row;
};

} // namespace lookaway
