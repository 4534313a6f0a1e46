// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;

namespace lookaway {

/// A sentence with an icon, in place: below a field, at the head of a form. Takes no room while it is empty. What kind
/// it is shows in the icon and is said to screen readers, not only in the colour.
class InlineNote : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Info, Success, Problem };

    explicit InlineNote(QWidget* parent = nullptr);

    /// Shows the sentence; an empty one hides the note.
    void say(Kind kind, const QString& sentence);
    void clear();
    QString text() const;
    Kind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintText();

    Kind m_kind = Kind::Info;
    QLabel* m_icon;
    QLabel* m_text;
};

} // namespace lookaway
