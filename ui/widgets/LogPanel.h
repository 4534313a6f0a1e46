// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QPlainTextEdit;
class QLineEdit;

namespace lookaway {

/// What the program says, a line each with the time of day, newest last; the last 5000 lines. Filtered as one types,
/// copied or saved as text.
class LogPanel : public QWidget {
    Q_OBJECT

public:
    enum class Level { Note, Warning, Error };

    explicit LogPanel(QWidget* parent = nullptr);

    void add(Level level, const QString& sentence);
    /// All lines, also those that the filter hides.
    QString text() const { return m_lines.join(QLatin1Char('\n')); }

private:
    void filter();
    void save();

    QStringList m_lines;
    QLineEdit* m_filter;
    QPlainTextEdit* m_view;
};

} // namespace lookaway
