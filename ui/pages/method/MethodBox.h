// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <QComboBox>
#include <QHash>

class QStandardItem;
class QStandardItemModel;

namespace lookaway {

/// Chooses a method of explanation. Grouped by what the methods work with; the paper is in the tooltip; what the model
/// cannot do is greyed, with the reason in the tooltip.
class MethodBox : public QComboBox {
    Q_OBJECT

public:
    explicit MethodBox(QWidget* parent = nullptr);

    std::string method() const;
    /// Not signalled.
    void setMethod(const std::string& id);
    /// Reasons by id.
    void setRefusals(const QHash<QString, QString>& refusals);

Q_SIGNALS:
    void methodChosen();

private:
    void addGroup(const QString& title, const std::vector<const MethodFact*>& methods);

    QStandardItemModel* m_items;
    QHash<QString, QStandardItem*> m_byId;
};

/// How a method's map is read, one sentence or two.
QString readingOf(const MethodFact& method);

} // namespace lookaway
